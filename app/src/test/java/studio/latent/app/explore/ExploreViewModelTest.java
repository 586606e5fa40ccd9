package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.latent.app.FakeOpenModel;
import studio.latent.app.FakeStudio;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

class ExploreViewModelTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final ExploreViewModel explore = fixture.explore;

    @Test
    void openingAModelShowsTheImageOfItsSeedAtOnce() {
        assertThat(explore.modelNameProperty().get()).isEqualTo(FakeStudio.GREY);
        assertThat(fixture.state().origin()).isEqualTo(new Origin.Seed(1, PriorKind.MIXTURE, 1));
        assertThat(explore.imageProperty().get()).isEqualTo(fixture.expectedImage());
        assertThat(explore.renderingProperty().get()).isFalse();
    }

    @Test
    void aDraggedSliderNeverQueuesWorkAndTheNewestImageWins() {
        int before = fixture.studio.bench().rendered();
        var slider = explore.sliders().leading().getFirst().valueProperty();
        for (int i = 0; i <= 100; i++) {
            slider.set(i / 50.0);
        }
        assertThat(fixture.engine).as("work that waits").hasSize(1);
        assertThat(explore.renderingProperty().get()).isTrue();

        fixture.work();

        assertThat(fixture.studio.bench().rendered() - before).isEqualTo(1);
        assertThat(explore.imageProperty().get()).isEqualTo(fixture.expectedImage());
        assertThat(explore.renderingProperty().get()).isFalse();
        explore.rest();
        assertThat(fixture.session.tree().nodes()).as("one drag, one gesture").hasSize(2);
    }

    @Test
    void anImageOfAModelThatWasLeftIsDropped() {
        Raster grey = explore.imageProperty().get();
        explore.open(FakeStudio.COLOUR);
        explore.seeds().seedProperty().set(99);
        fixture.work();

        assertThat(explore.imageProperty().get()).isNotEqualTo(grey).isEqualTo(fixture.expectedImage());
        assertThat(explore.imageProperty().get().channels()).isEqualTo(3);
    }

    @Test
    void goingBackToAnotherModelIsNoGesture() {
        explore.seeds().rollDice();
        LatentState grey = fixture.state();
        int node = fixture.session.tree().nodes().getLast().id();
        explore.open(FakeStudio.COLOUR);
        fixture.work();
        explore.seeds().rollDice();
        int gestures = fixture.session.tree().nodes().size();

        fixture.session.jump(node, cause -> {});
        fixture.work();

        assertThat(fixture.state()).isEqualTo(grey);
        assertThat(fixture.session.tree().nodes()).hasSize(gestures);
        assertThat(fixture.session.tree().currentProperty().get().id()).isEqualTo(node);
    }

    @Test
    void beforeShowsWhatTheLastGestureChangedUntilTheNextOne() {
        Raster first = explore.imageProperty().get();
        explore.seeds().rollDice();
        fixture.work();
        Raster second = explore.imageProperty().get();

        explore.beforeProperty().set(true);
        fixture.work();
        assertThat(explore.imageProperty().get()).isEqualTo(first);
        explore.beforeProperty().set(false);
        fixture.work();
        assertThat(explore.imageProperty().get()).isEqualTo(second);

        explore.beforeProperty().set(true);
        explore.seeds().rollDice();
        fixture.work();
        assertThat(explore.beforeProperty().get()).isFalse();
        assertThat(explore.imageProperty().get()).isEqualTo(fixture.expectedImage());
    }

    @Test
    void theModelOfARunningTrainingIsRenderedAgainWithEachNewVersion() {
        FakeOpenModel live = (FakeOpenModel) fixture.session.modelProperty().get();
        Raster old = explore.imageProperty().get();
        Latent held = fixture.latent();

        live.refresh(120);
        fixture.work();

        assertThat(explore.versionProperty().get()).isEqualTo(120);
        assertThat(explore.imageProperty().get()).isNotEqualTo(old);
        assertThat(fixture.latent()).isEqualTo(held);
        explore.open(FakeStudio.COLOUR);
        fixture.work();
        assertThat(live.listeners())
                .as("a model that is left is not listened to")
                .isZero();
    }

    @Test
    void aFailedRenderingIsToldAndTheNextOneWorks() {
        fixture.studio.failNext(new OutOfDeviceMemory("The device is full.", "Close another program."));
        explore.seeds().rollDice();
        fixture.work();
        assertThat(explore.troubleProperty().get().problem()).isEqualTo("The device is full.");
        assertThat(explore.troubleProperty().get().remedy()).isEqualTo("Close another program.");

        explore.seeds().rollDice();
        fixture.work();
        assertThat(explore.imageProperty().get()).isEqualTo(fixture.expectedImage());
    }
}
