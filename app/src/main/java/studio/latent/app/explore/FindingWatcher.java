package studio.latent.app.explore;

import studio.latent.app.session.LatentState;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;

/// Sees how the latent of a picture is found.
@FunctionalInterface
interface FindingWatcher {
    /// The picture as it is in its file; on an engine thread.
    default void read(Raster picture) {}

    /// The nearest image that a search has found so far; on the session's thread.
    default void glimpse(Raster nearest) {}

    /// How it ended: cancelled also where the model has been left meanwhile. Once, on the session's thread.
    void ended(Outcome<LatentState> outcome);
}
