package studio.latent.engine.train;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.RecordJson;
import studio.latent.engine.model.UNetLayout;

/// A run's `run.json`: what was asked for, so that the run can be resumed and its model can tell how it was made.
///
/// @param dataset as it was named: a data set's name or a path
/// @param settings every setting that differs from the type's defaults, as text
/// @param conditions what the model is told of the images, by name; null for a model that is told nothing
/// @param autoencoder what the model's latents are of; null for a model of images themselves
/// @param parent the run that this one branched from; null for a run of its own
/// @param layout of the network, where that was imported and follows from no setting; null for all others
public record RunDocument(
        String type,
        String dataset,
        int channels,
        int height,
        int width,
        long seed,
        String device,
        int threads,
        Map<String, String> settings,
        @Nullable List<String> conditions,
        @Nullable RunAutoencoder autoencoder,
        @Nullable RunParent parent,
        @Nullable UNetLayout layout) {
    public static final String FILE = "run.json";
    private static final String FORMAT = "latent-studio/run-1";
    private static final long LARGEST = 1 << 20;

    /// The same with these settings in place of its own.
    public RunDocument withSettings(Map<String, String> given) {
        return with(given, conditions, autoencoder, layout);
    }

    /// The same for a model that is told `names` of the images.
    public RunDocument withConditions(List<String> names) {
        return with(settings, names, autoencoder, layout);
    }

    /// The same for a model in the latent space of this autoencoder.
    public RunDocument withAutoencoder(RunAutoencoder given) {
        return with(settings, conditions, given, layout);
    }

    /// The same for a model whose network has this layout.
    public RunDocument withLayout(UNetLayout given) {
        return with(settings, conditions, autoencoder, given);
    }

    private RunDocument with(
            Map<String, String> otherSettings,
            @Nullable List<String> otherConditions,
            @Nullable RunAutoencoder otherAutoencoder,
            @Nullable UNetLayout otherLayout) {
        return new RunDocument(
                type,
                dataset,
                channels,
                height,
                width,
                seed,
                device,
                threads,
                otherSettings,
                otherConditions,
                otherAutoencoder,
                parent,
                otherLayout);
    }

    public void write(AtomicFile files, Path folder) throws StudioException {
        JsonObject json = RecordJson.encodeFile(FORMAT, this);
        files.write(folder.resolve(FILE), AtomicFile.Content.of(RecordJson.text(json)));
    }

    /// Reads a run folder's document.
    ///
    /// **Errors** [NotFound] when the folder holds no run, [BadModelFile] when the document is damaged.
    public static RunDocument read(Path folder) throws StudioException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new NotFound(
                    "There is no training run in " + folder + ".", "Name a folder that 'studio train --out' made.");
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new BadModelFile(file + " is too large for a run's document.", "Start a new training.");
            }
            return RecordJson.decodeFile(FORMAT, RunDocument.class, Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new FileTrouble(file + " cannot be read: " + e.getMessage() + ".", "Check its permissions.", e);
        }
    }
}
