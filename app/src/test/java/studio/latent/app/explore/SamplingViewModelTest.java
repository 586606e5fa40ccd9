package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeBench;
import studio.latent.app.FakeStudio;
import studio.latent.app.explore.Wishes.Wish;
import studio.latent.app.session.LatentState;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.Steering;
import studio.latent.engine.sample.SigmaSchedule;
import studio.latent.engine.sample.Threshold;

class SamplingViewModelTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.DENOISING);
    private final SamplingViewModel sampling = fixture.explore.sampling();

    private SamplerSettings settings() {
        return Objects.requireNonNull(fixture.state().rendering()).sampling();
    }

    private Wish wish(String label) {
        return sampling.wishes().choices().getFirst().wishes().stream()
                .filter(wish -> wish.value().name().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aModelThatDecodesInOneStepOffersNothing() {
        ExploreFixture grey = ExploreFixture.with(FakeStudio.GREY);

        assertThat(grey.explore.sampling().offeredProperty().get()).isFalse();
        assertThat(grey.state().rendering()).isNull();
        grey.session.renderBy(Rendering.DEFAULTS);
        assertThat(grey.state().rendering()).isNull();
    }

    @Test
    void aModelWithClassesBeginsWithTheFirstOne() {
        assertThat(sampling.offeredProperty().get()).isTrue();
        assertThat(sampling.steerableProperty().get()).isTrue();
        assertThat(wish("coat").chosenProperty().get()).isTrue();
        assertThat(settings().wishes()).containsExactlyEntriesOf(Map.of("coat", 1.0));
        assertThat(sampling.guidanceProperty().get()).isEqualTo(settings().guidanceScale());
    }

    @Test
    void whatIsTurnedIsPartOfTheStateAndTheImageFollows() {
        sampling.guidanceProperty().set(3.5);
        sampling.stepsProperty().set(30);
        sampling.samplerProperty().set("ddim");
        sampling.knobs().getFirst().valueProperty().set(0.25);
        fixture.work();

        assertThat(settings().guidanceScale()).isEqualTo(3.5);
        assertThat(settings().steps()).isEqualTo(30);
        assertThat(settings().knobs()).containsExactlyEntriesOf(Map.of("eta", "0.25"));
        assertThat(fixture.explore.imageProperty().get())
                .isEqualTo(fixture.studio.imageOf(FakeStudio.DENOISING, fixture.latent(), settings()));
        assertThat(sampling.evaluationsProperty().get()).as("guided: twice").isEqualTo(60);
    }

    @Test
    void anotherSamplerHasItsOwnKnobs() {
        sampling.samplerProperty().set("ddim");
        assertThat(sampling.knobs()).extracting(SamplingViewModel.Knob::name).containsExactly("eta");
        sampling.knobs().getFirst().valueProperty().set(0.25);

        sampling.samplerProperty().set("heun");
        assertThat(sampling.knobs())
                .extracting(SamplingViewModel.Knob::name)
                .containsExactly("churn", "churnFrom", "churnTo", "noise");
        assertThat(settings().knobs()).isEmpty();
        assertThat(settings().schedule())
                .as("whose correction needs steps that grow with the noise")
                .isEqualTo(SigmaSchedule.KARRAS);
    }

    @Test
    void aClickWishesForOneClassAndAnotherMixesThem() {
        sampling.wishes().choose(wish("bag"));
        assertThat(settings().wishes()).containsExactlyEntriesOf(Map.of("bag", 1.0));
        assertThat(sampling.wishes().mixed()).isEmpty();

        sampling.wishes().mix(wish("coat"));
        assertThat(settings().wishes()).isEqualTo(Map.of("bag", 0.5, "coat", 0.5));
        assertThat(sampling.wishes().mixed()).hasSize(2);

        wish("coat").weightProperty().set(-0.25);
        assertThat(settings().wishes()).isEqualTo(Map.of("bag", 0.5, "coat", -0.25));

        sampling.wishes().mix(wish("coat"));
        sampling.wishes().choose(wish("bag"));
        assertThat(settings().wishes())
                .as("the only one clicked again: no wish")
                .isEmpty();
    }

    @Test
    void whatIsAvoidedIsPartOfTheStateTheRecipeAndTheUndoTree() {
        fixture.explore.rest();
        sampling.guidanceProperty().set(1);
        sampling.wishes().avoid(wish("bag"));
        fixture.explore.rest();

        assertThat(settings().steering().unwanted()).isEqualTo(Map.of("bag", 1.0));
        assertThat(settings().wishes()).isEqualTo(Map.of("coat", 1.0));
        assertThat(fixture.recipe().settings()).containsEntry("unwanted.bag", "1.0");
        assertThat(sampling.idleProperty().get()).as("guidance of 1").isTrue();
        sampling.guidanceProperty().set(3);
        assertThat(sampling.idleProperty().get()).isFalse();
        fixture.explore.rest();

        fixture.explore.undo();
        fixture.explore.undo();
        assertThat(settings().steering().unwanted()).isEmpty();
        assertThat(wish("bag").avoidedProperty().get()).isFalse();
        fixture.explore.redo();
        assertThat(wish("bag").avoidedProperty().get()).isTrue();
    }

    @Test
    void howGuidanceActsIsTurnedAndShown() {
        SteeringViewModel steering = sampling.steering();
        sampling.wishes().avoid(wish("bag"));
        steering.rescaleProperty().set(0.7);
        steering.highProperty().set(0.4);
        steering.lowProperty().set(0.6);
        steering.thresholdProperty().set(Threshold.Kind.DYNAMIC);
        steering.tiledProperty().set(true);
        fixture.work();

        assertThat(settings().steering())
                .as("the interval never ends before it begins")
                .isEqualTo(new Steering(Map.of("bag", 1.0), 0.7, 0.6, 0.6, Threshold.Kind.DYNAMIC));
        assertThat(settings().tiled()).isTrue();
        assertThat(fixture.explore.imageProperty().get())
                .isEqualTo(fixture.studio.imageOf(FakeStudio.DENOISING, fixture.latent(), settings()));

        fixture.session.renderBy(Rendering.DEFAULTS);
        assertThat(steering.rescaleProperty().get()).isZero();
        assertThat(steering.highProperty().get()).isEqualTo(1);
        assertThat(steering.thresholdProperty().get()).isEqualTo(Threshold.Kind.NONE);
        assertThat(steering.tiledProperty().get()).isFalse();
        assertThat(steering.thresholdableProperty().get()).as("of pixels").isTrue();
        assertThat(steering.tileableProperty().get()).isTrue();
    }

    @Test
    void undoBringsTheSamplingBackWithItsImage() {
        SamplerSettings before = settings();
        fixture.explore.rest();
        sampling.guidanceProperty().set(7);
        fixture.explore.rest();

        fixture.explore.undo();
        fixture.work();

        assertThat(settings()).isEqualTo(before);
        assertThat(sampling.guidanceProperty().get()).isEqualTo(before.guidanceScale());
        fixture.explore.redo();
        assertThat(sampling.guidanceProperty().get()).isEqualTo(7);
    }

    @Test
    void otherGesturesKeepTheSampling() {
        sampling.stepsProperty().set(44);
        fixture.explore.seeds().rollDice();

        assertThat(settings().steps()).isEqualTo(44);
    }

    @Test
    void thePathMixesTheWishesOfItsPins() {
        fixture.explore.path().pinCurrent();
        sampling.wishes().choose(wish("bag"));
        sampling.guidanceProperty().set(4);
        fixture.explore.path().pinCurrent();

        fixture.explore.path().positionProperty().set(0.25);

        assertThat(settings().wishes()).isEqualTo(Map.of("coat", 0.75, "bag", 0.25));
        assertThat(settings().guidanceScale()).isEqualTo(2.5);
    }

    @Test
    void aPreviewIsShownUntilTheImageIsThere() {
        fixture.explore.seeds().seedProperty().set(9);
        LatentState state = fixture.state();
        Runnable preview = fixture.engine.remove();
        preview.run();

        assertThat(fixture.explore.previewProperty().get()).isTrue();
        assertThat(fixture.explore.renderingProperty().get()).isTrue();
        assertThat(fixture.explore.imageProperty().get())
                .isEqualTo(fixture.studio.imageOf(
                        FakeStudio.DENOISING, state.latent(), settings().inSteps(FakeBench.PREVIEW_STEPS)));
        fixture.work();
        assertThat(fixture.explore.previewProperty().get()).isFalse();
        assertThat(fixture.explore.renderingProperty().get()).isFalse();
        assertThat(fixture.explore.imageProperty().get())
                .isEqualTo(fixture.studio.imageOf(FakeStudio.DENOISING, state.latent(), settings()));
    }

    @Test
    void aPictureKeepsItsSamplingInItsRecipe() {
        sampling.stepsProperty().set(12);
        assertThat(fixture.recipe().settings())
                .containsAllEntriesOf(settings().texts())
                .containsKey("temperature");
    }

    @Test
    void samplersAndSchedulesAreThoseOfTheEngine() {
        assertThat(sampling.samplers()).contains("ddim", "dpm-solver-2m", "lcm");
        assertThat(List.copyOf(sampling.schedules())).hasSize(5);
    }
}
