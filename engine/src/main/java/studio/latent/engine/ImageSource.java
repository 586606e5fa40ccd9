package studio.latent.engine;

import java.nio.file.Path;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.model.PriorKind;

/// Where the images of a measurement come from.
public sealed interface ImageSource {
    /// Images that a model draws from consecutive seeds.
    ///
    /// @param temperature standard deviation factor on the prior, in [0, 4]
    /// @param seed seed of the first image
    /// @param sampling how a model that denoises samples; without wishes it is asked for what the reference
    /// images show
    /// @param count images, at least 1
    record Drawn(OpenModel model, PriorKind prior, double temperature, SamplerSettings sampling, long seed, int count)
            implements ImageSource {
        public Drawn {
            if (count < 1) {
                throw new IllegalArgumentException("count must be at least 1, got " + count);
            }
        }
    }

    /// Images of a data set, by name, folder, zip or IDX file, all of one shape.
    ///
    /// @param imageSize side to which they are cropped and resized; 0 as they are stored
    /// @param count images drawn from it by seed; 0 for all
    record Data(String nameOrPath, int imageSize, int count) implements ImageSource {
        public Data {
            if (imageSize < 0 || count < 0) {
                throw new IllegalArgumentException(
                        "imageSize and count must be at least 0, got " + imageSize + " and " + count);
            }
        }
    }

    /// All images of a folder or a zip as they are; sizes and channels may differ.
    record Loose(Path place) implements ImageSource {}
}
