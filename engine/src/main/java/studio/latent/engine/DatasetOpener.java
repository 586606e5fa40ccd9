package studio.latent.engine;

import studio.latent.engine.data.Dataset;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.job.JobContext;

/// Opens data by name or path; `imageSize` 0 takes the images as they are stored.
@FunctionalInterface
interface DatasetOpener {
    Dataset open(String nameOrPath, int imageSize, JobContext context) throws StudioException;
}
