package studio.latent.engine;

import java.nio.file.Path;
import java.util.List;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.io.Precision;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.ModelCard;

/// The models at hand: the samples that ship with the studio and the user's own.
public interface ModelLibrary {
    /// Cards of all sound models; one that cannot be read is left out here and named by [#problems()].
    List<ModelCard> list();

    /// One sentence for each model folder that cannot be read.
    List<String> problems();

    /// Opens a model by name, folder or zip.
    Job<OpenModel> open(String nameOrPath);

    /// The classifiers of noised images that can guide a diffusion model; none for other models.
    Job<List<ModelCard>> classifiersFor(OpenModel model);

    /// Takes a model folder, a zip of one, or a TorchScript file that this studio exported into the user's library.
    Job<ModelCard> importFrom(Path path);

    /// Writes a model in another form into `target`. Returns the file or folder written.
    ///
    /// What half precision writes is a model of its own: its hash is that of the rounded weights.
    ///
    /// **Errors** [studio.latent.engine.error.BadOption] for half precision in another form than a model folder, or
    /// in place of the model itself.
    ///
    /// @param precision of the weights; what is known of the latent space stays in single precision
    Job<Path> export(String nameOrPath, ExportFormat format, Precision precision, Path target);

    /// Where the user's own models are kept.
    Path folder();
}
