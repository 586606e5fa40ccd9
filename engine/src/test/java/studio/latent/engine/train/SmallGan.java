package studio.latent.engine.train;

import java.util.List;
import java.util.Map;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.gan.Gan;
import studio.latent.engine.model.gan.GanSpec;
import studio.latent.engine.model.gan.StyleGan;
import studio.latent.engine.model.gan.StyleGanSpec;

/// Adversarial networks so small that a test can train them.
final class SmallGan {
    private SmallGan() {}

    /// With everything that changes beside weights: adaptive augmentation, spectral norm, batch norm, lazy
    /// penalties.
    static Gan of(ImageShape shape, List<String> conditions) {
        return with(
                shape,
                conditions,
                Map.of(
                        "criticSteps", "2",
                        "r1", "1",
                        "penaltyEvery", "3",
                        "discriminatorNorm", "spectral",
                        "augmentation", "adaptive"));
    }

    static Gan with(ImageShape shape, List<String> conditions, Map<String, String> settings) {
        try {
            GanSpec small = new SpecForm<>(GanSpec.defaults(shape)).with(Map.of("width", "4", "latentDimension", "6"));
            return new Gan(new SpecForm<>(small).with(settings).withConditions(conditions));
        } catch (BadOption e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// One whose generator has styles.
    static StyleGan styled(ImageShape shape, List<String> conditions) {
        try {
            return new StyleGan(new SpecForm<>(StyleGanSpec.defaults(shape))
                    .with(Map.of("width", "4", "latentDimension", "6", "mappingLayers", "2"))
                    .withConditions(conditions));
        } catch (BadOption e) {
            throw new IllegalArgumentException(e);
        }
    }
}
