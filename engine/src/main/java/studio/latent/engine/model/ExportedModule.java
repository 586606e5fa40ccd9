package studio.latent.engine.model;

import studio.latent.engine.image.ImageShape;
import studio.latent.engine.nn.ModuleText;
import studio.latent.engine.nn.Value;

/// A model's networks as a TorchScript module that others can load.
///
/// Methods: `decode(z)`, `[N, d]` → `[N, C, H, W]` in [0, 1]; `encode(x)`, `[N, C, H, W]` in [0, 1] → `[N, d]`,
/// as far
/// as the model has them; `forward` is `decode`, or `encode` for a model that only encodes.
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
        return module.forward(definition instanceof Decodes ? "decode" : "encode");
    }
}
