package studio.latent.engine.train;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/// What to train, on what, where.
///
/// @param type model type in the catalogue (`vae`)
/// @param dataset a data set's name, folder, zip or IDX file
/// @param preset a preset of that type; empty for the first that fits the data
/// @param settings setting name → text, over the preset's
/// @param steps optimizer steps; empty for the preset's own
/// @param seed of weights, order and noise
/// @param device `auto`, `cpu` or `cuda:0`
/// @param folder where the run lives; new or empty
public record TrainingRequest(
        String type,
        String dataset,
        String preset,
        Map<String, String> settings,
        OptionalInt steps,
        long seed,
        String device,
        Path folder) {}
