package studio.latent.engine.model.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.RecordJson;
import studio.latent.engine.model.Setting;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.UNetLayout;

class DiffusionSpecTest {
    private static final ImageShape GREY = new ImageShape(1, 28, 28);

    @Test
    void levelsDoubleUpToTheirGrowthAndAttendWhereTheyAreSmall() {
        UNetShape network = DiffusionSpec.defaults(GREY).network();

        assertThat(network.levels())
                .containsExactly(
                        new UNetLayout.Level(24, false),
                        new UNetLayout.Level(48, false),
                        new UNetLayout.Level(96, true));
        assertThat(network.conditions()).isZero();
    }

    @Test
    void conditionsHaveAPlaceEachAndOneForNoWish() {
        DiffusionSpec told = DiffusionSpec.defaults(GREY).withConditions(List.of("shoe", "shirt"));

        assertThat(told.network().conditions()).isEqualTo(3);
        assertThat(new Diffusion(told).unconditional()).containsExactly(0, 0, 1);
        assertThat(new Diffusion(DiffusionSpec.defaults(GREY)).unconditional()).isEmpty();
    }

    @Test
    void sidesThatTheLevelsCannotHalveAreRefusedWithTheNumberThatWouldFit() {
        assertThatThrownBy(() -> DiffusionSpec.defaults(new ImageShape(1, 30, 28)))
                .hasMessageContaining("image must be of sides that 3 levels can halve, multiples of 4");
    }

    @Test
    void channelsThatDoNotDivideIntoHeadsOrGroupsAreRefused() {
        SpecForm<DiffusionSpec> form = new SpecForm<>(DiffusionSpec.defaults(GREY));

        assertThatThrownBy(() -> form.with(Map.of("headChannels", "40")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("headChannels");
        assertThatThrownBy(() -> form.with(Map.of("width", "36")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("groups");
    }

    @Test
    void thePresetOfATransformerFitsGreyImagesOf28And32Pixels() throws Exception {
        Map<String, String> preset = Diffusion.TYPE.presets().stream()
                .filter(each -> each.name().equals("transformer"))
                .findFirst()
                .orElseThrow()
                .values();

        for (int side : List.of(28, 32)) {
            SpecForm<DiffusionSpec> form = new SpecForm<>(DiffusionSpec.defaults(new ImageShape(1, side, side)));
            Map<String, String> own = new HashMap<>(preset);
            own.keySet().retainAll(form.settings().stream().map(Setting::name).toList());
            assertThat(form.with(own).denoiser()).isInstanceOf(DiffusionTransformer.class);
        }
    }

    @Test
    void aFileOfBeforeThereWereTransformersIsOneOfAUNet() throws Exception {
        JsonObject json = RecordJson.encode(DiffusionSpec.defaults(GREY));
        json.remove("transformer");

        DiffusionSpec read = RecordJson.decode(DiffusionSpec.class, json, "a file");

        assertThat(read).isEqualTo(DiffusionSpec.defaults(GREY));
        assertThat(read.denoiser()).isInstanceOf(UNet.class);
        assertThat(new SpecForm<>(read)
                        .with(Map.of("network", "dit", "width", "32"))
                        .denoiser())
                .isInstanceOf(DiffusionTransformer.class);
    }
}
