package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.Disk;
import studio.latent.engine.io.FullDisk;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.job.Outcome;
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

    /// A device that is full when the images of a step are copied to it, as long as there are more than so many.
    private record TightFeed(FakeFeed feed, int most, IntConsumer tried) implements BatchFeed {
        @Override
        public int count() {
            return feed.count();
        }

        @Override
        public ImageShape shape() {
            return feed.shape();
        }

        @Override
        public void fill(long imagesSeen, int batch, ByteBuffer target) {
            tried.accept(batch);
            if (batch > most) {
                throw new OutOfDeviceMemory.Unchecked(new OutOfDeviceMemory("full", "use less"));
            }
            feed.fill(imagesSeen, batch, target);
        }

        @Override
        public void plain(int first, int batch, ByteBuffer target) {
            feed.plain(first, batch, target);
        }
    }

    private TrainingSession session(TightFeed device) {
        return new TrainingSession(
                plan(Family.VAE),
                device,
                new RunFolder(folder.resolve("tight"), Disk.local()),
                new RunControl(),
                NOBODY_LOOKS,
                _ -> {});
    }

    private void runOn(TightFeed device) throws Exception {
        OnLane.call(Lane.Kind.TRAIN, _ -> session(device).run(JobContext.unattended(), false));
    }

    private TightFeed device(int most, IntConsumer tried) {
        return new TightFeed(new FakeFeed(SHAPE, 100), most, tried);
    }

    @Test
    void aBatchThatDoesNotFitEndsTheRunWithOneThatDoes() {
        List<Integer> tried = new ArrayList<>();

        assertThatThrownBy(() -> runOn(device(6, tried::add))).isInstanceOfSatisfying(OutOfDeviceMemory.class, full -> {
            assertThat(full.problem()).contains("a batch of 16; 6 fit");
            assertThat(full.fittingBatch()).hasValue(6);
        });
        assertThat(tried).startsWith(16, 8, 4, 6);
        assertThat(RunFailure.read(folder.resolve("tight")))
                .hasValueSatisfying(why -> assertThat(why.fittingBatch()).isEqualTo(6));
    }

    @Test
    void whereNotOneImageFitsTheRunSaysSo() {
        List<Integer> tried = new ArrayList<>();

        assertThatThrownBy(() -> runOn(device(0, tried::add)))
                .isInstanceOf(OutOfDeviceMemory.class)
                .hasMessageContaining("not even one image");
        assertThat(tried).containsExactly(16, 8, 4, 2, 1);
    }

    @Test
    void theSearchForABatchEndsWhenTheRunIsCancelled() {
        List<Integer> tried = new ArrayList<>();
        Job<TrainedModel> job = Job.start("Training", Runnable::run, context -> {
            TightFeed device = device(0, batch -> {
                tried.add(batch);
                context.cancellation().request();
            });
            try {
                return OnLane.call(Lane.Kind.TRAIN, _ -> session(device).run(context, false));
            } catch (StudioException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(job.await()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(tried).as("the step itself").containsExactly(16);
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
