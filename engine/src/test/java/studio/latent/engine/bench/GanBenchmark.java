package studio.latent.engine.bench;

import java.util.Map;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.model.gan.Gan;
import studio.latent.engine.model.gan.GanSpec;
import studio.latent.engine.model.gan.StyleGan;
import studio.latent.engine.model.gan.StyleGanSpec;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.train.TrainingPlan;
import studio.latent.engine.train.TrainingSpec;

/// Times whole training steps of adversarial networks: `dcgan|wgan-gp|style side channels batch steps threads`.
public final class GanBenchmark {
    private static final int WARM_UP = 20;

    private GanBenchmark() {}

    public static void main(String[] args) throws BadOption {
        System.setProperty("ai.djl.offline", "true");
        ImageShape shape =
                new ImageShape(Integer.parseInt(args[2]), Integer.parseInt(args[1]), Integer.parseInt(args[1]));
        int batch = Integer.parseInt(args[3]);
        int steps = Integer.parseInt(args[4]);
        System.out.println(TrainedOnLane.report(
                plan(args[0], shape, batch),
                Integer.parseInt(args[5]),
                trainer -> StepTimes.of("step", trainer::step, WARM_UP, steps)));
    }

    private static TrainingPlan plan(String kind, ImageShape shape, int batch) throws BadOption {
        TrainingSpec spec = new SpecForm<>(TrainingSpec.DEFAULTS)
                .with(Map.of(
                        "batch", Integer.toString(batch),
                        "steps", "1000000",
                        "optimizer", "adam",
                        "learningRate", "0.0001",
                        "learningRateSchedule", "constant",
                        "warmupSteps", "0",
                        "beta1", "0",
                        "beta2", "0.99",
                        "weightDecay", "0",
                        "precision", "float32"));
        return new TrainingPlan(kind, model(kind, shape), spec, "noise", 1, ComputeDevice.CPU);
    }

    private static ModelDefinition model(String kind, ImageShape shape) throws BadOption {
        return switch (kind) {
            case "dcgan" -> new Gan(GanSpec.defaults(shape));
            case "wgan-gp" ->
                new Gan(new SpecForm<>(GanSpec.defaults(shape))
                        .with(Map.of(
                                "objective", "wasserstein-penalty",
                                "criticSteps", "5",
                                "r1", "0",
                                "penaltyEvery", "1",
                                "minibatchDeviation", "false")));
            case "style" -> new StyleGan(StyleGanSpec.defaults(shape));
            default -> throw new IllegalArgumentException("kind must be dcgan, wgan-gp or style, got " + kind);
        };
    }
}
