package studio.latent.engine.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Game;
import studio.latent.engine.train.doctor.Diagnosis;

/// Something that a run reports while it goes.
public sealed interface TrainingEvent {
    /// Optimizer steps done when it happened.
    int step();

    /// Loss terms by name, means over the steps since the last such event; `total` is what is minimised. Now and
    /// then an event of its own brings `heldOutLoss`, the total of images that are kept apart.
    record Losses(int step, long imagesSeen, Map<String, Double> terms) implements TrainingEvent {}

    /// Speed and memory over the same window.
    ///
    /// @param secondsLeft until the last step at this speed
    /// @param residentBytes resident memory of the process; 0 when the system does not say
    record Speed(int step, double imagesPerSecond, double secondsLeft, double learningRate, long residentBytes)
            implements TrainingEvent {}

    /// Images decoded from latents that stay the same through the run, as one tiled raster.
    record Grid(int step, Raster tiles, int columns) implements TrainingEvent {}

    /// Reconstructions beside their originals: rows alternate original, reconstruction.
    record Reconstructions(int step, Raster tiles, int columns) implements TrainingEvent {}

    /// How good the images of the model as it was after `step` are. It comes later than the step, by as long as the
    /// measurement took; steps never go back.
    record Measured(int step, List<MetricPoint> points) implements TrainingEvent {
        public Measured {
            points = List.copyOf(points);
        }
    }

    /// Numbers that tell of the run's health (`gradientNorm`, `activeUnits`, `heldOutLoss` ..), and what has begun
    /// to go wrong or ended with this step.
    record Health(int step, Map<String, Double> vitals, List<Diagnosis> changes) implements TrainingEvent {
        public Health {
            vitals = Map.copyOf(vitals);
            changes = List.copyOf(changes);
        }
    }

    /// How a game's discriminator judges the images of one step: shares of them by its probability that they are
    /// real, in equal parts of [0, 1]. Each list sums to 1.
    ///
    /// @param real of images of the data
    /// @param generated of generated ones
    record Judgements(int step, List<Double> real, List<Double> generated) implements TrainingEvent {
        public Judgements {
            real = List.copyOf(real);
            generated = List.copyOf(generated);
            if (real.isEmpty() || real.size() != generated.size()) {
                throw new IllegalArgumentException("real and generated must be as many and at least one, got "
                        + real.size() + " and " + generated.size());
            }
        }

        /// What a watched step tells, if it is one of a game.
        static Optional<TrainingEvent> of(Trainer.StepResult result) {
            float[] real = result.watched().get(Game.REAL_SHARES);
            float[] generated = result.watched().get(Game.GENERATED_SHARES);
            return real == null || generated == null
                    ? Optional.empty()
                    : Optional.of(new Judgements(result.step(), list(real), list(generated)));
        }

        private static List<Double> list(float[] shares) {
            return IntStream.range(0, shares.length)
                    .mapToObj(i -> (double) shares[i])
                    .toList();
        }
    }

    record CheckpointSaved(int step, String file) implements TrainingEvent {}

    record StateChanged(int step, TrainingState state) implements TrainingEvent {}

    /// A remark in words: a skipped image, a learning rate changed by hand.
    record Note(int step, String text) implements TrainingEvent {}
}
