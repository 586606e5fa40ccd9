package studio.latent.engine.train.doctor;

import java.util.List;
import java.util.Optional;

/// What was seen, with its numbers.
public sealed interface Symptom {
    /// The name in a run's journal and in messages; never changes.
    String key();

    /// The numbers in the order of the record, which is the order in which a sentence names them.
    List<Double> numbers();

    /// A number is infinite or not a number.
    record NotANumber() implements Symptom {
        @Override
        public String key() {
            return "not-a-number";
        }

        @Override
        public List<Double> numbers() {
            return List.of();
        }
    }

    /// A loss that lies above its lowest value.
    ///
    /// @param lowest the lowest loss, a median over a block of steps
    /// @param now the newest such median
    /// @param noise robust standard deviation of the loss from step to step
    record LossRose(double lowest, double now, double noise) implements Symptom {
        @Override
        public String key() {
            return "loss-rose";
        }

        @Override
        public List<Double> numbers() {
            return List.of(lowest, now, noise);
        }
    }

    /// A loss that jumps.
    ///
    /// @param spikes how often the loss jumped
    /// @param steps within how many steps
    /// @param height of the last jump in robust standard deviations
    record LossSpikes(double spikes, double steps, double height) implements Symptom {
        @Override
        public String key() {
            return "loss-spikes";
        }

        @Override
        public List<Double> numbers() {
            return List.of(spikes, steps, height);
        }
    }

    /// A loss that swings more from step to step than it did.
    ///
    /// @param calmest smallest robust standard deviation of the loss from step to step so far
    /// @param now the newest
    record LossSwings(double calmest, double now) implements Symptom {
        @Override
        public String key() {
            return "loss-swings";
        }

        @Override
        public List<Double> numbers() {
            return List.of(calmest, now);
        }
    }

    /// Gradients that jump.
    ///
    /// @param bursts how often the gradient's norm jumped
    /// @param steps within how many steps
    /// @param ratio of the last jump to the median
    record GradientBursts(double bursts, double steps, double ratio) implements Symptom {
        @Override
        public String key() {
            return "gradient-bursts";
        }

        @Override
        public List<Double> numbers() {
            return List.of(bursts, steps, ratio);
        }
    }

    /// A latent that carries nothing.
    ///
    /// @param active latent dimensions in use; −1 where it is not known
    /// @param dimensions latent dimensions in all; −1 where it is not known
    record EmptyLatent(double kl, double active, double dimensions) implements Symptom {
        @Override
        public String key() {
            return "empty-latent";
        }

        @Override
        public List<Double> numbers() {
            return List.of(kl, active, dimensions);
        }
    }

    /// Mean distance of two generated images' features, and of two real ones'.
    record LowSpread(double generated, double real) implements Symptom {
        @Override
        public String key() {
            return "low-spread";
        }

        @Override
        public List<Double> numbers() {
            return List.of(generated, real);
        }
    }

    /// Standard deviations from image to image, of generated images and of real ones.
    record LowDeviation(double generated, double real) implements Symptom {
        @Override
        public String key() {
            return "low-deviation";
        }

        @Override
        public List<Double> numbers() {
            return List.of(generated, real);
        }
    }

    /// Classes among generated images and among real ones, as the exponential of the entropy.
    record FewClasses(double generated, double real) implements Symptom {
        @Override
        public String key() {
            return "few-classes";
        }

        @Override
        public List<Double> numbers() {
            return List.of(generated, real);
        }
    }

    /// Coverage of the data, and the run's own best.
    record LostCoverage(double now, double best) implements Symptom {
        @Override
        public String key() {
            return "lost-coverage";
        }

        @Override
        public List<Double> numbers() {
            return List.of(now, best);
        }
    }

    /// Held-out images that are explained worse than they were.
    ///
    /// @param best lowest loss of held-out images
    /// @param now their newest loss
    /// @param train newest loss of images that are trained on
    record HeldOutRises(double best, double now, double train) implements Symptom {
        @Override
        public String key() {
            return "held-out-rises";
        }

        @Override
        public List<Double> numbers() {
            return List.of(best, now, train);
        }
    }

    /// Shares of copies among generated images and among held-out real ones.
    record Copies(double generated, double real) implements Symptom {
        @Override
        public String key() {
            return "copies";
        }

        @Override
        public List<Double> numbers() {
            return List.of(generated, real);
        }
    }

    /// Share of images that the discriminator tells apart.
    record Accuracy(double accuracy) implements Symptom {
        @Override
        public String key() {
            return "accuracy";
        }

        @Override
        public List<Double> numbers() {
            return List.of(accuracy);
        }
    }

    /// A game in which a player's loss has grown far beyond all that it was.
    ///
    /// @param usual size of the loss before
    /// @param now its size, a median over a block of steps
    record PlayersLossGrew(double usual, double now) implements Symptom {
        @Override
        public String key() {
            return "players-loss-grew";
        }

        @Override
        public List<Double> numbers() {
            return List.of(usual, now);
        }
    }

    /// A game in which a player's gradients have grown far beyond all that they were.
    ///
    /// @param usual norm of the gradients before
    /// @param now their norm, a median over a block of steps
    record PlayersGradientGrew(double usual, double now) implements Symptom {
        @Override
        public String key() {
            return "players-gradient-grew";
        }

        @Override
        public List<Double> numbers() {
            return List.of(usual, now);
        }
    }

    /// A Wasserstein critic whose scores for real and for generated images part without end.
    ///
    /// @param before the distance between both at the beginning
    /// @param now the newest
    record CriticGap(double before, double now) implements Symptom {
        @Override
        public String key() {
            return "critic-gap";
        }

        @Override
        public List<Double> numbers() {
            return List.of(before, now);
        }
    }

    /// A critic whose slope at generated images has vanished.
    ///
    /// @param usual norm of the generator's gradients before
    /// @param now the newest
    record NoGradient(double usual, double now) implements Symptom {
        @Override
        public String key() {
            return "no-gradient";
        }

        @Override
        public List<Double> numbers() {
            return List.of(usual, now);
        }
    }

    /// Mean probabilities that the discriminator gives to real and to generated images.
    record Scores(double real, double generated) implements Symptom {
        @Override
        public String key() {
            return "scores";
        }

        @Override
        public List<Double> numbers() {
            return List.of(real, generated);
        }
    }

    /// A codebook of which little is used.
    ///
    /// @param used codes that were chosen, or the perplexity where only that is known
    /// @param size codes in all
    record FewCodes(double used, double size) implements Symptom {
        @Override
        public String key() {
            return "few-codes";
        }

        @Override
        public List<Double> numbers() {
            return List.of(used, size);
        }
    }

    /// The reverse of [#key()] and [#numbers()]; empty for what is none.
    static Optional<Symptom> of(String key, List<Double> n) {
        int count = n.size();
        return Optional.ofNullable(
                switch (key + "/" + count) {
                    case "not-a-number/0" -> new NotANumber();
                    case "loss-rose/3" -> new LossRose(n.get(0), n.get(1), n.get(2));
                    case "loss-spikes/3" -> new LossSpikes(n.get(0), n.get(1), n.get(2));
                    case "loss-swings/2" -> new LossSwings(n.get(0), n.get(1));
                    case "gradient-bursts/3" -> new GradientBursts(n.get(0), n.get(1), n.get(2));
                    case "empty-latent/3" -> new EmptyLatent(n.get(0), n.get(1), n.get(2));
                    case "low-spread/2" -> new LowSpread(n.get(0), n.get(1));
                    case "low-deviation/2" -> new LowDeviation(n.get(0), n.get(1));
                    case "few-classes/2" -> new FewClasses(n.get(0), n.get(1));
                    case "lost-coverage/2" -> new LostCoverage(n.get(0), n.get(1));
                    case "held-out-rises/3" -> new HeldOutRises(n.get(0), n.get(1), n.get(2));
                    case "copies/2" -> new Copies(n.get(0), n.get(1));
                    case "accuracy/1" -> new Accuracy(n.getFirst());
                    case "scores/2" -> new Scores(n.get(0), n.get(1));
                    case "players-loss-grew/2" -> new PlayersLossGrew(n.get(0), n.get(1));
                    case "players-gradient-grew/2" -> new PlayersGradientGrew(n.get(0), n.get(1));
                    case "critic-gap/2" -> new CriticGap(n.get(0), n.get(1));
                    case "no-gradient/2" -> new NoGradient(n.get(0), n.get(1));
                    case "few-codes/2" -> new FewCodes(n.get(0), n.get(1));
                    default -> null;
                });
    }
}
