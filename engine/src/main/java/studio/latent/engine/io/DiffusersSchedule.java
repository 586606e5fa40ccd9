package studio.latent.engine.io;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Prediction;

/// The noise levels that a network of diffusers was trained on, and what it predicts: the `scheduler_config.json`
/// beside it, or in the folder `scheduler` of its pipeline.
///
/// A network is asked the wrong question by other noise levels than its own, and answers with blurred images rather
/// than with an error; so levels that the studio has not are refused by name.
record DiffusersSchedule(NoiseKind noise, Prediction prediction) {
    static final String FILE = "scheduler_config.json";
    private static final String CLASS_NAME = "_class_name";
    private static final String FLOW_CLASS = "FlowMatchEulerDiscreteScheduler";
    private static final String PREDICTION = "prediction_type";
    private static final String BETAS = "beta_schedule";
    private static final int STEPS = 1000;

    /// What a folder's network was trained for; noise on the linear schedule where nothing is said.
    ///
    /// **Errors** [IncompatibleModel] for noise levels or a prediction that the studio does not have, with the name
    /// of the setting; [studio.latent.engine.error.BadModelFile] for a damaged file.
    static DiffusersSchedule read(Path folder) throws StudioException {
        Path beside = folder.resolve(FILE);
        Path ofPipeline = ofPipeline(folder);
        if (!isGiven(folder)) {
            return new DiffusersSchedule(NoiseKind.LINEAR, Prediction.EPSILON);
        }
        JsonObject json = DiffusersConfig.json(Files.isRegularFile(beside) ? beside : ofPipeline);
        String className = DiffusersConfig.text(json, CLASS_NAME, "");
        DiffusersConfig config = new DiffusersConfig(json, className.isEmpty() ? "scheduler" : className);
        config.requireFixed(of("num_train_timesteps", new JsonPrimitive(STEPS)));
        if (className.startsWith("FlowMatch")) {
            return new DiffusersSchedule(NoiseKind.FLOW, Prediction.FLOW);
        }
        if (className.startsWith("EDM") || className.startsWith("ScoreSde")) {
            throw new IncompatibleModel(
                    "The network belongs to the scheduler " + className + ", whose noise levels the studio does not"
                            + " read from diffusers.",
                    "Use a model with a DDPM, DDIM or FlowMatch scheduler.");
        }
        NoiseKind noise = noise(DiffusersConfig.text(json, BETAS, "linear"));
        config.requireFixed(levels(noise));
        return new DiffusersSchedule(noise, prediction(DiffusersConfig.text(json, PREDICTION, "epsilon")));
    }

    /// Whether anything is said of a folder's noise levels.
    static boolean isGiven(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE)) || Files.isRegularFile(ofPipeline(folder));
    }

    private static Path ofPipeline(Path folder) {
        return folder.toAbsolutePath().normalize().resolveSibling("scheduler").resolve(FILE);
    }

    private static SequencedMap<String, JsonElement> of(String name, JsonElement value) {
        SequencedMap<String, JsonElement> one = new LinkedHashMap<>();
        one.put(name, value);
        return one;
    }

    private static NoiseKind noise(String betas) throws IncompatibleModel {
        return switch (betas) {
            case "linear" -> NoiseKind.LINEAR;
            case "scaled_linear" -> NoiseKind.SCALED_LINEAR;
            case "squaredcos_cap_v2" -> NoiseKind.COSINE;
            case "sigmoid" -> NoiseKind.SIGMOID;
            default ->
                throw new IncompatibleModel(
                        "The noise schedule's " + BETAS + " '" + betas + "' is none that the studio knows.",
                        "Use a model with a linear, scaled_linear, squaredcos_cap_v2 or sigmoid schedule.");
        };
    }

    private static Prediction prediction(String predicted) throws IncompatibleModel {
        return switch (predicted) {
            case "epsilon" -> Prediction.EPSILON;
            case "sample" -> Prediction.X0;
            case "v_prediction" -> Prediction.V;
            default ->
                throw new IncompatibleModel(
                        "The noise schedule's " + PREDICTION + " '" + predicted + "' is none that the studio knows.",
                        "Use a model that predicts epsilon, sample or v_prediction, or one of a FlowMatch scheduler.");
        };
    }

    /// Numbers of a schedule that the studio has no choice in; the cosine has none.
    private static SequencedMap<String, JsonElement> levels(NoiseKind noise) {
        SequencedMap<String, JsonElement> fixed = new LinkedHashMap<>();
        fixed.put("trained_betas", JsonNull.INSTANCE);
        fixed.put("rescale_betas_zero_snr", new JsonPrimitive(false));
        if (noise != NoiseKind.COSINE) {
            boolean scaled = noise == NoiseKind.SCALED_LINEAR;
            fixed.put("beta_start", new JsonPrimitive(scaled ? 0.00085 : 1e-4));
            fixed.put("beta_end", new JsonPrimitive(scaled ? 0.012 : 0.02));
        }
        return fixed;
    }

    /// As diffusers' own schedulers write it.
    ///
    /// **Errors** [IncompatibleModel] for noise levels that none of them has.
    JsonObject json() throws IncompatibleModel {
        JsonObject config = new JsonObject();
        if (noise == NoiseKind.FLOW && prediction == Prediction.FLOW) {
            config.addProperty(CLASS_NAME, FLOW_CLASS);
            config.addProperty("num_train_timesteps", STEPS);
            return config;
        }
        config.addProperty(CLASS_NAME, "DDPMScheduler");
        config.addProperty("num_train_timesteps", STEPS);
        levels(noise).forEach(config::add);
        config.addProperty(
                BETAS,
                switch (noise) {
                    case LINEAR -> "linear";
                    case SCALED_LINEAR -> "scaled_linear";
                    case COSINE -> "squaredcos_cap_v2";
                    case SIGMOID -> "sigmoid";
                    case FLOW, EDM -> throw unwritable();
                });
        config.addProperty(
                PREDICTION,
                switch (prediction) {
                    case EPSILON -> "epsilon";
                    case X0 -> "sample";
                    case V -> "v_prediction";
                    case FLOW -> throw unwritable();
                });
        return config;
    }

    private IncompatibleModel unwritable() {
        return new IncompatibleModel(
                String.format(
                        Locale.ROOT,
                        "Diffusers has no scheduler for %s predictions on %s noise levels.",
                        prediction,
                        noise),
                "Export the model as TorchScript.");
    }
}
