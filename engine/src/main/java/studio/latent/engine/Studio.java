package studio.latent.engine;

import java.nio.file.Path;
import java.util.List;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;

/// The engine as the window and the command line see it. One instance a process; close it at the end.
public interface Studio extends AutoCloseable {
    /// The studio on this machine. It returns at once; the engine starts with the first model.
    static Studio open(StudioOptions options) {
        return new LocalStudio(options);
    }

    ModelLibrary models();

    DatasetLibrary datasets();

    Bench bench();

    TrainingRuns training();

    Evaluator evaluator();

    Directions directions();

    /// What was found: JDK, engine, devices, threads, memory, folders. Takes a second when the engine has not
    /// started.
    Job<List<Finding>> doctor();

    /// Reads an image file in any supported format.
    Job<Raster> readImage(Path file);

    /// Writes an image as PNG with its recipe in it.
    Job<Path> save(Raster image, Recipe recipe, Path file);

    /// The recipe inside a PNG that this studio wrote.
    Job<Recipe> recipeOf(Path png);

    /// Makes a PNG's image again from its recipe and compares bit for bit.
    Job<Verification> verify(Path png);

    /// The same with the model at `nameOrPath` in place of the one that the recipe names: for a model that is not
    /// in the library. It must have the recipe's weights.
    Job<Verification> verify(Path png, String nameOrPath);

    @Override
    void close();

    /// One line of the doctor's report.
    ///
    /// @param remedy what to do about it; empty when all is well
    record Finding(String subject, String value, boolean ok, String remedy) {}

    /// What a comparison with a recipe found.
    ///
    /// @param differing pixels that differ; 0 when identical
    record Verification(boolean identical, int differing, String explanation) {}
}
