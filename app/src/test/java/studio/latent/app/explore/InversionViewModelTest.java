package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.session.Origin;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.sample.SigmaSchedule;

class InversionViewModelTest {
    private static final Raster GREY = new Raster(new ImageShape(1, 8, 8), new byte[64]);

    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.DENOISING);
    private final InversionViewModel inversion = fixture.explore.inversion();

    private Rendering rendering() {
        return Objects.requireNonNull(fixture.state().rendering());
    }

    @Test
    void theNoiseOfAPictureIsUnderTheHandWithTheSettingsThatMakeItAgain() {
        fixture.explore.edit().takeCurrent(GREY);
        fixture.work();
        int gestures = fixture.session.tree().nodes().size();

        fixture.explore.invertPicture();
        assertThat(inversion.runningProperty().get()).isTrue();
        fixture.work();

        assertThat(inversion.runningProperty().get()).isFalse();
        assertThat(fixture.session.tree().nodes()).hasSize(gestures + 1);
        assertThat(fixture.state().origin()).isInstanceOf(Origin.Encoded.class);
        assertThat(rendering().source()).as("made of noise alone").isNull();
        assertThat(rendering().sampling().sampler()).isEqualTo("euler");
        assertThat(rendering().sampling().guidanceScale()).isEqualTo(1);
        InversionViewModel.Found found =
                Objects.requireNonNull(inversion.foundProperty().get());
        assertThat(found.original()).isEqualTo(GREY);
        assertThat(found.made()).isEqualTo(fixture.explore.imageProperty().get());
        assertThat(found.error()).isBetween(0.0, 1.0);
        assertThat(fixture.recipe().latent()).isEqualTo(fixture.latent());
    }

    @Test
    void heunsWayIsGoneBackOnDemand() {
        fixture.explore.edit().takeCurrent(GREY);
        fixture.work();
        assertThat(inversion.samplers()).containsExactly("euler", "heun");

        inversion.samplerProperty().set("heun");
        fixture.explore.invertPicture();
        fixture.work();

        assertThat(rendering().sampling().sampler()).isEqualTo("heun");
        assertThat(rendering().sampling().schedule()).isEqualTo(SigmaSchedule.KARRAS);
    }

    @Test
    void aCancelledWayBackLeavesEverythingAsItWas() {
        fixture.explore.edit().takeCurrent(GREY);
        fixture.work();
        var before = fixture.state();

        fixture.explore.invertPicture();
        inversion.cancel();
        fixture.work();

        assertThat(inversion.runningProperty().get()).isFalse();
        assertThat(inversion.foundProperty().get()).isNull();
        assertThat(fixture.state()).isEqualTo(before);
    }

    @Test
    void whatGoesWrongIsToldAndWithoutAPictureNothingHappens() {
        fixture.explore.invertPicture();
        assertThat(inversion.runningProperty().get()).isFalse();

        fixture.explore.edit().takeCurrent(GREY);
        fixture.work();
        fixture.studio.failNext(new IncompatibleModel("A student jumps.", "Open its teacher."));
        fixture.explore.invertPicture();
        fixture.work();

        assertThat(Objects.requireNonNull(fixture.explore.troubleProperty().get())
                        .problem())
                .contains("A student jumps");
        assertThat(inversion.runningProperty().get()).isFalse();
    }

    @Test
    void anotherModelForgetsWhatWasFound() {
        fixture.explore.edit().takeCurrent(GREY);
        fixture.work();
        fixture.explore.invertPicture();
        fixture.work();

        fixture.explore.open(FakeStudio.GREY);
        fixture.work();

        assertThat(inversion.foundProperty().get()).isNull();
    }
}
