package studio.latent.engine;

import studio.latent.engine.job.Job;

/// Measures images: a model's against data, or those of two folders.
public interface Evaluator {
    /// Draws or reads the images, computes their features and the metrics.
    ///
    /// Features of data sets are computed once and cached. Cancellable between batches and steps.
    Job<Evaluation> evaluate(EvaluationRequest request);
}
