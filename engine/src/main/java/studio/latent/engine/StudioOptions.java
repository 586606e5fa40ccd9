package studio.latent.engine;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the studio finds what ships with it, and where it keeps what is the user's.
///
/// @param samples folder of the sample models and data sets; null where none were installed
/// @param device where models in use live: `auto`, `cpu` or `cuda:0`
/// @param trainThreads threads of the train lane, at least 1
/// @param home the user's folder: `models/`, `runs/`, `directions/`, `cache/`, `crash/`, `datasets.json`; made when
/// first written to
public record StudioOptions(@Nullable Path samples, Path home, String device, int trainThreads) {
    /// A studio on the device that suits best, with one core left for the hand while a model trains.
    public StudioOptions(@Nullable Path samples, Path home) {
        this(samples, home, "auto", Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }

    public StudioOptions {
        if (trainThreads < 1) {
            throw new IllegalArgumentException("trainThreads must be at least 1, got " + trainThreads);
        }
    }

    /// The same with another device (`auto`, `cpu`, `cuda:0`) for models in use.
    public StudioOptions onDevice(String name) {
        return new StudioOptions(samples, home, name, trainThreads);
    }

    /// The same with another number of threads for training: all cores where no window needs one.
    public StudioOptions withTrainThreads(int threads) {
        return new StudioOptions(samples, home, device, threads);
    }

    /// Threads of the metrics' lane: one beside a window, which needs the other cores; where training may have all
    /// cores, all.
    int metricThreads() {
        return trainThreads >= Runtime.getRuntime().availableProcessors() ? trainThreads : 1;
    }

    public static final String SAMPLES_PROPERTY = "studio.samples";
    public static final String HOME_PROPERTY = "studio.home";

    /// The options that the launcher passed: properties `studio.samples` and `studio.home`; the latter defaults to
    /// `.latent-studio` in the home folder of the user.
    public static StudioOptions fromSystemProperties() {
        String samples = System.getProperty(SAMPLES_PROPERTY, "");
        String home = System.getProperty(HOME_PROPERTY, "");
        return new StudioOptions(
                samples.isBlank() ? null : Path.of(samples).toAbsolutePath().normalize(),
                home.isBlank()
                        ? Path.of(System.getProperty("user.home", "."), ".latent-studio")
                        : Path.of(home).toAbsolutePath().normalize());
    }

    /// The user's own models.
    public Path models() {
        return home.resolve("models");
    }

    /// Trainings that were given no folder of their own.
    public Path runs() {
        return home.resolve("runs");
    }

    /// The user's own directions of latent spaces, a folder for each model.
    public Path directions() {
        return home.resolve("directions");
    }

    /// What can be thrown away and is made again: decoded data sets, scripts.
    public Path cache() {
        return home.resolve("cache");
    }

    /// Reports of bugs.
    public Path crash() {
        return home.resolve("crash");
    }
}
