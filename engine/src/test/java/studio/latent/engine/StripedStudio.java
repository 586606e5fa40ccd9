package studio.latent.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.train.TrainingRequest;

/// A studio of its own folder with [StripedImages] to train on: `home` is the user's folder, each run lies beside it.
record StripedStudio(Path folder, Path data, Studio studio) implements AutoCloseable {
    private static final int SEED = 5;

    private static final Map<String, String> SMALL_DIFFUSION = Map.of(
            "width", "8",
            "levels", "2",
            "growth", "2",
            "groups", "4",
            "headChannels", "8",
            "batch", "8",
            "gridEvery", "100",
            "metricsShare", "0",
            "heldOut", "0");

    static StripedStudio in(Path folder, int images) throws IOException {
        Path data = StripedImages.write(folder.resolve("stripes"), images);
        return new StripedStudio(folder, data, open(folder.resolve("home")));
    }

    /// A studio of a folder, with no samples.
    static Studio open(Path home) {
        return Studio.open(new StudioOptions(null, home, "cpu", 1));
    }

    /// A studio whose library has a small diffusion model of the two classes, `base`.
    static StripedStudio withDiffusion(Path folder) throws Exception {
        StripedStudio striped = in(folder, 16);
        striped.diffusion("base", Map.of());
        striped.adopt("base");
        return striped;
    }

    /// A training of a few steps on the stripes, in the folder `name`.
    TrainingRequest request(String type, String preset, String name, int steps, Map<String, String> settings) {
        return new TrainingRequest(
                type, data.toString(), preset, settings, OptionalInt.of(steps), SEED, "cpu", folder.resolve(name));
    }

    TrainingRun start(TrainingRequest request) throws StudioException {
        return studio.training().start(request).await().orThrow();
    }

    ModelCard train(TrainingRequest request) throws StudioException {
        return start(request).job().await().orThrow();
    }

    /// Trains a small diffusion model for six steps.
    ModelCard diffusion(String name, Map<String, String> changes) throws StudioException {
        Map<String, String> settings = new HashMap<>(SMALL_DIFFUSION);
        settings.putAll(changes);
        return train(request("diffusion", "small", name, 6, settings));
    }

    ModelCard resume(String name) throws StudioException {
        return studio.training()
                .resume(folder.resolve(name))
                .await()
                .orThrow()
                .job()
                .await()
                .orThrow();
    }

    /// Puts the model of a run into the library.
    ModelCard adopt(String run) throws StudioException {
        return studio.models()
                .importFrom(folder.resolve(run).resolve("model"))
                .await()
                .orThrow();
    }

    /// A model of the library.
    OpenModel model(String name) throws StudioException {
        return studio.models().open(name).await().orThrow();
    }

    /// The model that a run left.
    OpenModel modelOf(String run) throws StudioException {
        return model(folder.resolve(run).toString());
    }

    List<SampledImage> sample(OpenModel model, long seed, int count, SamplerSettings settings) throws StudioException {
        SampleRequest request = new SampleRequest(seed, count, PriorKind.NORMAL, 1, 8, settings);
        return studio.bench().sample(model, request).await().orThrow();
    }

    @Override
    public void close() {
        studio.close();
    }
}
