package studio.latent.engine.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.tensor.HostTensor;

/// Everything that a run needs to go on as if it had never stopped.
///
/// Noise and order are functions of the seed and of `imagesSeen`, so no generator's state is kept.
///
/// @param step optimizer steps done
/// @param imagesSeen images seen, which is the position in the data and in the noise
/// @param learningRate base learning rate, which may have been changed by hand
/// @param state weights, buffers, moments, counts and averages by [StepState]'s names
public record Checkpoint(
        int step, long imagesSeen, long seed, double learningRate, SequencedMap<String, HostTensor> state) {
    static final String FORMAT = "latent-studio/checkpoint-1";

    /// Whether every number of the state is one.
    public boolean isFinite() {
        for (HostTensor tensor : state.values()) {
            for (float value : tensor.values()) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// The numbers of this checkpoint as a safetensors file's metadata.
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("step", Integer.toString(step));
        metadata.put("imagesSeen", Long.toString(imagesSeen));
        metadata.put("seed", Long.toString(seed));
        metadata.put("learningRate", Double.toString(learningRate));
        return metadata;
    }

    /// The reverse of [#metadata()].
    ///
    /// **Errors** [BadModelFile] for another format or a number that is missing or wrong; `file` names the culprit.
    static Checkpoint of(String file, Map<String, String> metadata, SequencedMap<String, HostTensor> state)
            throws BadModelFile {
        try {
            if (!FORMAT.equals(metadata.get("format"))) {
                throw new NumberFormatException("format is " + metadata.get("format"));
            }
            return new Checkpoint(
                    Integer.parseInt(metadata.getOrDefault("step", "")),
                    Long.parseLong(metadata.getOrDefault("imagesSeen", "")),
                    Long.parseLong(metadata.getOrDefault("seed", "")),
                    Double.parseDouble(metadata.getOrDefault("learningRate", "")),
                    state);
        } catch (NumberFormatException e) {
            throw new BadModelFile(
                    "'" + file + "' is no checkpoint of this studio: " + e.getMessage() + ".",
                    "Resume from another checkpoint or start the training again.",
                    e);
        }
    }
}
