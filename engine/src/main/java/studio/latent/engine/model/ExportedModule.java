package studio.latent.engine.model;

import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.nn.ModuleText;
import studio.latent.engine.nn.Value;

/// A model's networks as a TorchScript module that others can load.
///
/// Methods: `decode(z)`, `[N, d]` → `[N, C, H, W]` in [0, 1]; `encode(x)`, `[N, C, H, W]` in [0, 1] → `[N, d]`, as
/// far as the model has them; `denoise(x, t)` or `denoise(x, t, c)` of a model that denoises, as
/// [Denoises#predict], and of one that does so in a latent space `picture(z)` and `moments(x)`, as [InLatentSpace].
/// `classify(x, t, s)` of a classifier of noised samples, as [ClassifiesNoisy#logProbabilities]. `forward` is the
/// first of `denoise`, `classify`, `decode` and `encode` that there is.
public final class ExportedModule {
    private ExportedModule() {}

    public static ModuleText of(ModelDefinition definition) {
        ModuleText module = new ModuleText();
        ImageShape image = definition.spec().image();
        if (definition instanceof Decodes decoder) {
            Value z = new Value("z", Value.BATCH, definition.spec().latentDimension());
            module.method("decode", z, g -> decoder.decode(g, z));
        }
        if (definition instanceof Encodes encoder) {
            Value x = new Value("x", Value.BATCH, image.channels(), image.height(), image.width());
            module.method("encode", x, g -> encoder.encode(g, x));
        }
        if (definition instanceof Denoises denoising) {
            SampleShape sample = denoising.inputShape();
            List<Value> arguments = new ArrayList<>(List.of(
                    new Value("x", Value.BATCH, sample.channels(), sample.height(), sample.width()),
                    new Value("t", Value.BATCH)));
            if (denoising.conditionRows() > 0) {
                arguments.add(new Value("c", Value.BATCH, denoising.conditionRows()));
            }
            if (definition instanceof InLatentSpace space) {
                SampleShape latent = space.latentShape();
                Value z = new Value("z", Value.BATCH, latent.channels(), latent.height(), latent.width());
                module.method("picture", z, g -> space.picture(g, z));
                Value x = new Value("x", Value.BATCH, image.channels(), image.height(), image.width());
                module.method("moments", x, g -> space.moments(g, x));
            }
            Value condition = arguments.size() == 3 ? arguments.getLast() : null;
            module.method(
                    "denoise", arguments, g -> denoising.predict(g, arguments.get(0), arguments.get(1), condition));
            return module.forward("denoise", arguments);
        }
        if (definition instanceof ClassifiesNoisy classifier) {
            SampleShape sample = classifier.sampleShape();
            List<Value> arguments = List.of(
                    new Value("x", Value.BATCH, sample.channels(), sample.height(), sample.width()),
                    new Value("t", Value.BATCH),
                    new Value("s", Value.BATCH));
            module.method(
                    "classify",
                    arguments,
                    g -> classifier.logProbabilities(g, arguments.get(0), arguments.get(1), arguments.get(2)));
            return module.forward("classify", arguments);
        }
        return module.forward(definition instanceof Decodes ? "decode" : "encode");
    }
}
