package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.sample.Samplers;
import studio.latent.engine.sample.SigmaSchedule;

class TrajectoryViewModelTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.DENOISING);
    private final TrajectoryViewModel trajectory = fixture.explore.trajectory();

    private SamplerSettings settings() {
        return Objects.requireNonNull(fixture.state().rendering()).sampling();
    }

    @Test
    void nothingIsFollowedWhileNobodyLooks() {
        assertThat(trajectory.stepsProperty().get()).isZero();
        fixture.explore.seeds().rollDice();
        fixture.work();
        assertThat(trajectory.noisyProperty().get()).isNull();
    }

    @Test
    void theSliderGoesThroughTheSteps() {
        trajectory.shownProperty().set(true);
        fixture.work();
        assertThat(trajectory.stepsProperty().get()).isEqualTo(settings().steps());

        trajectory.positionProperty().set(1);
        var first = trajectory.estimateProperty().get();
        assertThat(trajectory.sigmaProperty().get()).isEqualTo(settings().steps());
        trajectory.positionProperty().set(settings().steps());
        assertThat(trajectory.estimateProperty().get())
                .isNotEqualTo(first)
                .isEqualTo(fixture.explore.imageProperty().get());
        assertThat(trajectory.sigmaProperty().get()).isEqualTo(1);
    }

    @Test
    void afterAnotherGestureTheSameShareOfTheWayIsLookedAt() {
        trajectory.shownProperty().set(true);
        fixture.work();
        trajectory.positionProperty().set(settings().steps());

        fixture.explore.sampling().stepsProperty().set(41);
        fixture.explore.rest();
        fixture.work();

        assertThat(trajectory.stepsProperty().get()).isEqualTo(41);
        assertThat(trajectory.positionProperty().get()).isEqualTo(41);
    }

    @Test
    void eachSamplerMakesTheImageOfTheSameNoise() {
        trajectory.shownProperty().set(true);
        fixture.work();
        trajectory.compareSamplers();
        assertThat(trajectory.rivals())
                .hasSize(Samplers.TYPES.size())
                .allSatisfy(rival -> assertThat(rival.image()).isNull());
        fixture.work();

        TrajectoryViewModel.Rival heun = trajectory.rivals().stream()
                .filter(rival -> rival.sampler().equals("heun"))
                .findFirst()
                .orElseThrow();
        assertThat(heun.calls())
                .as("guided: twice, as the section's heading counts")
                .isEqualTo(2 * (2 * settings().steps() - 1));
        assertThat(trajectory.rivals().getFirst().calls())
                .isEqualTo(fixture.explore.sampling().evaluationsProperty().get());
        assertThat(heun.image())
                .isEqualTo(fixture.studio.imageOf(
                        FakeStudio.DENOISING,
                        fixture.latent(),
                        settings().sampledBy("heun", Map.of()).onSchedule(SigmaSchedule.KARRAS)));
        fixture.explore.seeds().rollDice();
        assertThat(trajectory.rivals()).as("they were of another latent").isEmpty();
    }

    @Test
    void aSamplerThatFailsSaysSoInItsPlaceAndTheOthersFollow() {
        trajectory.shownProperty().set(true);
        fixture.work();
        BadOption why = new BadOption("Too few levels.", "Take fewer steps.");
        fixture.studio.failNext(why);
        trajectory.compareSamplers();
        fixture.work();

        assertThat(trajectory.rivals().getFirst().failure()).isEqualTo(why);
        assertThat(trajectory.rivals().getFirst().image()).isNull();
        assertThat(trajectory.rivals().subList(1, trajectory.rivals().size()))
                .allSatisfy(rival -> assertThat(rival.image()).isNotNull());
    }

    @Test
    void anotherModelEndsIt() {
        trajectory.shownProperty().set(true);
        fixture.work();
        fixture.explore.open(FakeStudio.GREY);
        fixture.work();

        assertThat(trajectory.stepsProperty().get()).isZero();
        assertThat(trajectory.estimateProperty().get()).isNull();
    }
}
