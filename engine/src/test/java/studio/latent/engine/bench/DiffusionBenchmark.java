package studio.latent.engine.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.DiffusersUNet;
import studio.latent.engine.model.ExportedModule;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.diffusion.Diffusion;
import studio.latent.engine.model.diffusion.DiffusionSpec;
import studio.latent.engine.sample.SigmaSchedule;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.train.TrainingPlan;
import studio.latent.engine.train.TrainingSpec;

/// A UNet for colour images of 32 pixels, as a folder of diffusers that a peer reads too: `write FOLDER`, then
/// `train FOLDER batch steps threads` or `sample FOLDER home images`.
///
/// An image is 20 steps of DDIM at batch 1 by the lane that the window renders on, which has one thread.
public final class DiffusionBenchmark {
    private static final int WARM_UP = 3;
    private static final int STEPS = 20;

    private DiffusionBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("ai.djl.offline", "true");
        Path folder = Path.of(args[1]);
        switch (args[0]) {
            case "write" -> write(folder);
            case "train" ->
                System.out.println(
                        train(folder, Integer.parseInt(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4])));
            case "sample" -> System.out.println(sample(folder, Path.of(args[2]), Integer.parseInt(args[3])));
            default -> throw new IllegalArgumentException("write, train or sample, got " + args[0]);
        }
    }

    private static void write(Path folder) throws StudioException {
        DiffusionSpec spec = new SpecForm<>(DiffusionSpec.defaults(new ImageShape(3, 32, 32)))
                .with(Map.of(
                        "conditioning", "none",
                        "noiseSchedule", "linear",
                        "prediction", "epsilon",
                        "minSnrGamma", "0"));
        new DiffusersUNet(
                        spec,
                        ExportedModule.of(new Diffusion(spec)).parameters().initial(1))
                .write(new AtomicFile(), folder);
    }

    private static String train(Path folder, int batch, int steps, int threads) throws StudioException {
        DiffusionSpec spec = DiffusersUNet.read(folder).spec();
        TrainingPlan plan =
                new TrainingPlan("diffusion", new Diffusion(spec), trained(batch), "noise", 1, ComputeDevice.CPU);
        return TrainedOnLane.report(plan, threads, trainer -> StepTimes.of("step", trainer::step, WARM_UP, steps));
    }

    private static TrainingSpec trained(int batch) throws BadOption {
        return new SpecForm<>(TrainingSpec.DEFAULTS)
                .with(Map.of(
                        "batch", Integer.toString(batch),
                        "optimizer", "adamw",
                        "learningRate", "0.0001",
                        "learningRateSchedule", "constant",
                        "clipNorm", "1",
                        "emaHalfLife", "0",
                        "metricsShare", "0",
                        "heldOut", "0",
                        "gridEvery", "1000000",
                        "checkpointEvery", "1000000"));
    }

    private static String sample(Path folder, Path home, int images) throws StudioException {
        SamplerSettings settings = new SamplerSettings("ddim", Map.of(), SigmaSchedule.MODEL, STEPS, 1, Map.of());
        try (Studio studio = Studio.open(new StudioOptions(null, home, "cpu", 1))) {
            String name = studio.models().importFrom(folder).await().orThrow().name();
            OpenModel model = studio.models().open(name).await().orThrow();
            int[] seed = {0};
            return StepTimes.of(
                    "image",
                    () -> List.copyOf(studio.bench()
                            .sample(model, new SampleRequest(seed[0]++, 1, PriorKind.NORMAL, 1, 1, settings))
                            .await()
                            .orThrow()),
                    WARM_UP,
                    images);
        }
    }
}
