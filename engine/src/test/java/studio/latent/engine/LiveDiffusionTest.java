package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.sample.SigmaSchedule;

/// A small diffusion model under the hand: previews, cancelling, the way from noise to image.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveDiffusionTest {
    private static final SamplerSettings THICK = new SamplerSettings(
            "ddim", Map.of("eta", "0.5"), SigmaSchedule.KARRAS, 4, 2.5, Map.of("thick", 0.7, "thin", 0.3));

    private StripedStudio striped;
    private Studio studio;

    @BeforeAll
    void makeDataAndTrain(@TempDir Path folder) throws Exception {
        striped = StripedStudio.withDiffusion(folder);
        studio = striped.studio();
    }

    @AfterAll
    void close() {
        striped.close();
    }

    private OpenModel model() throws Exception {
        return striped.model("base");
    }

    @Test
    void aCancelledSamplingEndsAtItsNextStep() throws Exception {
        SampleRequest request = new SampleRequest(0, 1, PriorKind.NORMAL, 1, 1, SamplerSettings.DEFAULTS.inSteps(1000));
        var job = studio.bench().sample(model(), request);

        job.cancel();

        assertThat(job.await()).isInstanceOf(Outcome.Cancelled.class);
    }

    private static final class Watch implements Consumer<Outcome<Bench.Picture>> {
        final List<Bench.Picture> pictures = new CopyOnWriteArrayList<>();

        @Override
        public void accept(Outcome<Bench.Picture> outcome) {
            assertThat(outcome).isInstanceOf(Outcome.Completed.class);
            if (outcome instanceof Outcome.Completed<Bench.Picture>(Bench.Picture picture)) {
                pictures.add(picture);
            }
        }

        void await(Predicate<Bench.Picture> wanted) {
            while (pictures.stream().noneMatch(wanted)) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    @Timeout(60)
    void aHandThatRestsSeesAPreviewAndThenTheImageItself() throws Exception {
        var latent = studio.bench().latentOf(model(), 4, PriorKind.NORMAL, 1);
        SamplerSettings slow = THICK.inSteps(400);
        Watch watch = new Watch();

        studio.bench().renderer().request(model(), latent, new Rendering(slow, null), watch);
        watch.await(picture -> !picture.preview());

        assertThat(watch.pictures).extracting(Bench.Picture::preview).containsExactly(true, false);
        assertThat(watch.pictures.getLast().image())
                .isEqualTo(studio.bench()
                        .decode(model(), List.of(latent), slow)
                        .await()
                        .orThrow()
                        .getFirst());
    }

    @Test
    @Timeout(60)
    void aHandThatMovesOnGivesUpTheImageAndGetsTheNextPreview() throws Exception {
        var latent = studio.bench().latentOf(model(), 4, PriorKind.NORMAL, 1);
        Bench.LiveRenderer renderer = studio.bench().renderer();
        Watch first = new Watch();
        Watch second = new Watch();

        renderer.request(model(), latent, new Rendering(THICK.inSteps(1000), null), first);
        first.await(Bench.Picture::preview);
        renderer.request(model(), latent, new Rendering(THICK.inSteps(1), null), second);
        second.await(picture -> !picture.preview());

        assertThat(first.pictures).extracting(Bench.Picture::preview).containsExactly(true);
        assertThat(second.pictures).hasSize(1);
    }

    @Test
    @Timeout(60)
    void imagesBesideThoseUnderTheHandAreMadeInTheEnd() throws Exception {
        var latent = studio.bench().latentOf(model(), 4, PriorKind.NORMAL, 1);
        var other = studio.bench().latentOf(model(), 5, PriorKind.NORMAL, 1);
        Rendering slow = new Rendering(THICK.inSteps(60), null);
        var undisturbed = studio.bench()
                .render(model(), List.of(latent, other), slow)
                .await()
                .orThrow();
        Bench.LiveRenderer renderer = studio.bench().renderer();
        Watch watch = new Watch();

        var images = studio.bench().render(model(), List.of(latent, other), slow);
        var steps = studio.bench().trajectory(model(), other, slow);
        for (int i = 1; i <= 5; i++) {
            renderer.request(model(), latent, new Rendering(THICK.inSteps(i), null), watch);
        }

        assertThat(images.await().orThrow()).isEqualTo(undisturbed);
        assertThat(steps.await().orThrow()).hasSize(60);
        assertThat(watch.pictures).isNotEmpty();
    }

    @Test
    void aTrajectoryLeadsFromNoiseToTheImage() throws Exception {
        var latent = studio.bench().latentOf(model(), 4, PriorKind.NORMAL, 1);

        List<Bench.TrajectoryStep> steps = studio.bench()
                .trajectory(model(), latent, new Rendering(THICK.inSteps(6), null))
                .await()
                .orThrow();

        assertThat(steps).extracting(Bench.TrajectoryStep::number).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(steps).extracting(Bench.TrajectoryStep::sigma).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(steps.getLast().estimate())
                .as("the last step goes to what the model saw")
                .isEqualTo(studio.bench()
                        .decode(model(), List.of(latent), THICK.inSteps(6))
                        .await()
                        .orThrow()
                        .getFirst());
        assertThat(steps.getFirst().noisy()).isNotEqualTo(steps.getLast().noisy());
    }
}
