package studio.latent.engine.train;

/// Where a run is in its life.
public enum TrainingState {
    PREPARING,
    RUNNING,
    PAUSED,
    /// Encoding the data for the latent geometry and the mixture prior.
    FINISHING,
    COMPLETED,
    /// Stopped by hand; a checkpoint of the last step was kept and the run can be resumed.
    STOPPED,
    FAILED
}
