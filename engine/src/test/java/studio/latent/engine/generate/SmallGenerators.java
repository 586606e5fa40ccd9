package studio.latent.engine.generate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.ModelCatalog;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.gan.Gan;
import studio.latent.engine.model.gan.GanSpec;
import studio.latent.engine.model.gan.StyleGan;
import studio.latent.engine.model.gan.StyleGanSpec;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

/// Tiny generators of 10×14 images with random weights, on a lane.
final class SmallGenerators {
    static final int DIMENSION = 6;
    static final ImageShape SHAPE = new ImageShape(1, 10, 14);

    private SmallGenerators() {}

    interface Run<T> {
        T with(ModelOnLane model) throws Exception;
    }

    /// With styles: layers of 5×7, 10×14 and 10×14.
    static StyleGan styled() {
        return new StyleGan(spec(StyleGanSpec.defaults(SHAPE), Map.of("mappingLayers", "2"))
                .withConditions(List.of("thick", "thin")));
    }

    static Gan plain(Map<String, String> settings) {
        return new Gan(spec(GanSpec.defaults(SHAPE), settings));
    }

    /// An autoencoder of 32×32 images as its type has it.
    static ModelDefinition autoencoder(String type) {
        return autoencoder(ModelCatalog.find(type).orElseThrow());
    }

    private static <S extends Record & ModelSpec> ModelDefinition autoencoder(ModelType<S> type) {
        return type.definitionOf(type.defaults().apply(new ImageShape(1, 32, 32)));
    }

    private static <S extends Record & ModelSpec> S spec(S defaults, Map<String, String> settings) {
        try {
            S small = new SpecForm<>(defaults).with(Map.of("width", "4", "latentDimension", "" + DIMENSION));
            return new SpecForm<>(small).with(settings);
        } catch (BadOption e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// The model on a lane of its own, which fails on arrays that are left behind.
    static <T> T onLane(ModelDefinition model, Run<T> run) throws Exception {
        return OnLane.call(Lane.Kind.RENDER, _ -> {
            try (ModelOnLane loaded = ModelOnLane.load(model, weights(model), ComputeDevice.CPU)) {
                return run.with(loaded);
            }
        });
    }

    /// Weights as before training by seed; but the noise of layers is seen.
    static Map<String, HostTensor> weights(ModelDefinition model) {
        Program program = new Program(Graph.Precision.FLOAT32);
        OneStepDecoder.write(program, (Decodes) model, model.spec().latentDimension());
        if (model instanceof Encodes encoder) {
            ImageShape image = model.spec().image();
            program.method("encode", Graph.Mode.INFERENCE, List.of("x"), List.of(), g -> {
                Value x = g.input("x", Value.BATCH, image.channels(), image.height(), image.width());
                return List.of(encoder.encode(g, g.unitFloats(x)));
            });
        }
        Map<String, HostTensor> weights =
                new LinkedHashMap<>(program.parameters().initial(3));
        weights.forEach((name, values) -> {
            if (name.endsWith("grain_strength")) {
                Arrays.fill(values.values(), 0.5f);
            }
        });
        return weights;
    }
}
