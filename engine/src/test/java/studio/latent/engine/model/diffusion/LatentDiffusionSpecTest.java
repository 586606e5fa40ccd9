package studio.latent.engine.model.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.SpecForm;

class LatentDiffusionSpecTest {
    private static final ImageShape COLOUR = new ImageShape(3, 64, 64);

    @Test
    void aLatentIsTheNoiseOfTheSmallPicture() {
        LatentDiffusionSpec spec = LatentDiffusionSpec.defaults(COLOUR);

        assertThat(spec.latent()).isEqualTo(new SampleShape(4, 16, 16));
        assertThat(spec.latentDimension()).isEqualTo(1024);
        assertThat(spec.network())
                .isInstanceOfSatisfying(
                        UNet.class,
                        network -> assertThat(network.shape().imageChannels()).isEqualTo(4));
    }

    @Test
    void theNetworkHasAsManyLevelsAsHalveTheLatentOfTheAutoencoder() {
        assertThat(LatentDiffusionSpec.defaults(new ImageShape(1, 28, 28))
                        .unet()
                        .levels())
                .isEqualTo(1);
        LatentDiffusionSpec fine =
                LatentDiffusionSpec.defaults(COLOUR).withAutoencoder(new AutoencoderShape(3, 32, 6, 1, 1, 8));

        assertThat(fine.latent()).isEqualTo(new SampleShape(3, 2, 2));
        assertThat(fine.unet().levels()).isEqualTo(2);
    }

    @Test
    void theSettingsAreThoseOfAnyDiffusionModelAndNoneOfTheAutoencoder() throws Exception {
        SpecForm<LatentDiffusionSpec> form = new SpecForm<>(LatentDiffusionSpec.defaults(COLOUR));

        LatentDiffusionSpec turned = form.with(Map.of("width", "16", "noiseSchedule", "edm", "minSnrGamma", "0"))
                .withConditions(List.of("hat=1"));

        assertThat(turned.unet().width()).isEqualTo(16);
        assertThat(turned.autoencoder()).isEqualTo(AutoencoderShape.small());
        assertThatThrownBy(() -> form.with(Map.of("latentChannels", "3"))).isInstanceOf(BadOption.class);
        assertThatThrownBy(() -> form.with(Map.of("levels", "6")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("6 levels can halve");
    }

    @Test
    void aTransformerTakesWidthAndHeadsAndMustBeAtLeastAPatchLarge() throws Exception {
        SpecForm<LatentDiffusionSpec> form = new SpecForm<>(LatentDiffusionSpec.defaults(COLOUR));

        assertThat(form.with(Map.of("network", "dit", "width", "64")).network())
                .isInstanceOf(DiffusionTransformer.class);
        assertThatThrownBy(() -> form.with(Map.of("network", "dit", "width", "52")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("width must be a multiple of groups");
        LatentDiffusionSpec small = LatentDiffusionSpec.defaults(new ImageShape(1, 16, 16));
        assertThatThrownBy(() -> new SpecForm<>(small).with(Map.of("network", "dit", "patchSize", "8")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("patchSize must be at most the sides 4 and 4");
    }
}
