package studio.latent.engine.io;

import java.nio.file.Path;
import java.util.Map;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.tensor.HostTensor;

/// One latent in a safetensors file: the array `latent`, shape `[d]`, float32; the metadata name the model.
public final class LatentFile {
    private static final String FORMAT = "latent-studio/latent/1";
    private static final String NAME = "latent";

    private LatentFile() {}

    /// Writes atomically. The folder must exist.
    ///
    /// **Errors** [studio.latent.engine.error.DiskFull], [studio.latent.engine.error.FileTrouble].
    public static void write(Path file, Latent latent, ModelCard model) throws StudioException {
        Safetensors.write(
                new AtomicFile(),
                file,
                Map.of(NAME, new HostTensor(new int[] {latent.dimension()}, latent.values())),
                Map.of("format", FORMAT, "model", model.name(), "modelHash", model.hash()));
    }

    /// **Errors** [BadModelFile] when the file is broken or holds no latent, [studio.latent.engine.error.NotFound].
    public static Latent read(Path file) throws StudioException {
        try (Safetensors open = Safetensors.open(file)) {
            HostTensor tensor = open.tensor(NAME);
            if (tensor.shape().length != 1 || tensor.size() == 0) {
                throw new BadModelFile(
                        "The array 'latent' in " + file + " is not one row of numbers.",
                        "Use a file that 'studio encode' or 'studio arithmetic' wrote.");
            }
            for (float value : tensor.values()) {
                if (!Float.isFinite(value)) {
                    throw new BadModelFile(
                            "The latent in " + file + " holds a number that is not finite.",
                            "Use a file that 'studio encode' or 'studio arithmetic' wrote.");
                }
            }
            return new Latent(tensor.values());
        }
    }
}
