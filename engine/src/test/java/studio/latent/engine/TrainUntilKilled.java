package studio.latent.engine;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import studio.latent.engine.train.TrainingRequest;

/// A process that trains and never ends by itself. Arguments: home, data set, folder of the run.
final class TrainUntilKilled {
    private TrainUntilKilled() {}

    public static void main(String[] args) throws Exception {
        Studio studio = Studio.open(new StudioOptions(null, Path.of(args[0]), "cpu", 1));
        Map<String, String> small =
                Map.of("latentDimension", "3", "width", "4", "hidden", "16", "batch", "8", "checkpointEvery", "4");
        TrainingRequest request = new TrainingRequest(
                "vae", args[1], "small", small, OptionalInt.of(1_000_000), 5, "cpu", Path.of(args[2]));
        studio.training().start(request).await().orThrow().job().await().orThrow();
    }
}
