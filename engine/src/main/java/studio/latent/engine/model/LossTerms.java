package studio.latent.engine.model;

import java.util.SequencedMap;
import studio.latent.engine.nn.Value;

/// What a step minimises, and what it reports.
///
/// **Shapes** all values are 0-d but the watched ones, means over the batch.
///
/// @param total the number whose gradient trains the weights
/// @param named terms under the field's names (`reconstructionLoss`, `kl`, `elbo`), in order of interest
/// @param watched 1-d values that tell of the run's health (`klOfDimensions: [d]`); read back every now and
/// then only
public record LossTerms(Value total, SequencedMap<String, Value> named, SequencedMap<String, Value> watched) {}
