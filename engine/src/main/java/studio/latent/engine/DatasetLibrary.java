package studio.latent.engine;

import java.nio.file.Path;
import java.util.List;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;

/// The data sets at hand: those that ship with the studio and the user's own.
public interface DatasetLibrary {
    /// Names of all known data sets, without opening them.
    List<String> names();

    /// Opens a data set by name, folder, zip or IDX file and says what is in it.
    Job<DatasetCard> describe(String nameOrPath);

    /// Images at the given indices of a data set, as stored. Indices at or past the end are left out.
    Job<List<Raster>> images(String nameOrPath, List<Integer> indices);

    /// What images must be asked to be to show together what a data set shows.
    Job<SeedWishes> wishes(String nameOrPath);

    /// Makes a folder, zip or IDX file known under a name; its files stay where they are.
    Job<DatasetCard> importFrom(Path path);
}
