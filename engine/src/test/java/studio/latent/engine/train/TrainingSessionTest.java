package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.Disk;
import studio.latent.engine.io.FullDisk;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class TrainingSessionTest {
    private static final int STEPS = 40;
    private static final ImageShape SHAPE = new ImageShape(1, 12, 12);
    private static final LiveWeights NOBODY_LOOKS = new LiveWeights() {
        @Override
        public boolean isWanted() {
            return false;
        }

        @Override
        public void publish(int step, Map<String, HostTensor> weights) {
            // nobody looks
        }
    };

    @TempDir
    Path folder;

    private static TrainingPlan plan(Family family) {
        ModelDefinition model = switch (family) {
            case VAE ->
                new Vae(new VaeSpec(
                        SHAPE, 3, VaeSpec.Network.CONVOLUTIONAL, 8, 16, 0, VaeSpec.Likelihood.GAUSSIAN, 1, 10, 0.01));
            case DIFFUSION -> SmallDiffusion.of(SHAPE, List.of("odd", "even"));
            case GAN -> SmallGan.of(SHAPE, List.of("odd", "even"));
        };
        return new TrainingPlan(family.id(), model, spec(), "stripes", 11, ComputeDevice.CPU);
    }

    private static TrainingSpec spec() {
        try {
            return new SpecForm<>(TrainingSpec.DEFAULTS)
                    .with(Map.of("steps", "" + STEPS, "checkpointEvery", "5", "batch", "16"));
        } catch (BadOption e) {
            throw new IllegalStateException(e);
        }
    }

    private static TrainedModel run(Family family, Path where, Disk disk, boolean resume, List<TrainingEvent> events)
            throws Exception {
        TrainingSession session = new TrainingSession(
                plan(family),
                new FakeFeed(SHAPE, 100),
                new RunFolder(where, disk),
                new RunControl(),
                NOBODY_LOOKS,
                events::add);
        return OnLane.call(Lane.Kind.TRAIN, _ -> session.run(JobContext.unattended(), resume));
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void aFullDiskEndsTheRunWithItsReasonAndResumingAfterwardsLosesNothing(Family family) throws Exception {
        TrainedModel straight = run(family, folder.resolve("straight"), Disk.local(), false, new ArrayList<>());
        Path cut = folder.resolve("cut");
        // Room for two checkpoints and a half.
        long room = 5 * checkpointBytes(folder.resolve("straight")) / 2;

        assertThatThrownBy(() -> run(family, cut, new FullDisk(room), false, new ArrayList<>()))
                .isInstanceOfSatisfying(
                        DiskFull.class, e -> assertThat(e.remedy()).contains("space"));
        assertThat(temporaries(cut)).isEmpty();
        List<TrainingEvent> events = new ArrayList<>();
        TrainedModel resumed = run(family, cut, Disk.local(), true, events);

        assertThat(events.getFirst().step()).isPositive().isLessThan(STEPS);
        assertThat(resumed.finished()).isTrue();
        assertThat(resumed.weights()).isEqualTo(straight.weights());
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void aRunShowsImagesOfItsModelWhileItGoes(Family family) throws Exception {
        List<TrainingEvent> events = new ArrayList<>();

        run(family, folder.resolve("shown"), Disk.local(), false, events);

        assertThat(events)
                .filteredOn(TrainingEvent.Grid.class::isInstance)
                .extracting(TrainingEvent::step)
                .containsExactly(1, STEPS);
    }

    @Test
    void aDiskThatIsFullFromTheStartIsSaidBeforeTheFirstStep() {
        List<TrainingEvent> events = new ArrayList<>();

        assertThatThrownBy(() -> run(Family.VAE, folder.resolve("full"), new FullDisk(10), false, events))
                .isInstanceOf(DiskFull.class);

        assertThat(events).noneMatch(TrainingEvent.Losses.class::isInstance);
    }

    private static long checkpointBytes(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            return Files.size(files.findFirst().orElseThrow());
        }
    }

    private static List<Path> temporaries(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(file -> file.toString().endsWith(".tmp")).toList();
        }
    }
}
