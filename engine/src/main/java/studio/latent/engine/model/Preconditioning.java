package studio.latent.engine.model;

/// What stands between a network and the denoised image: the one place where predictions are converted.
///
/// For every kind of prediction the denoised image is linear in x and in the network's output F, and so is the output
/// that training asks for in x0 and the noise: [Coefficients] holds the numbers for one sigma.
public sealed interface Preconditioning {
    NoiseSchedule schedule();

    /// The numbers for one sigma, which is more than 0.
    Coefficients at(double sigma);

    /// denoised = skip·x + output·F(input·x, time), with x = x0 + sigma·noise.
    record Coefficients(double input, double time, double skip, double output, double sigma) {
        /// What F should be is [#targetImage]·x0 + [#targetNoise]·noise.
        public double targetImage() {
            return (1 - skip) / output;
        }

        public double targetNoise() {
            return -skip * sigma / output;
        }
    }

    /// A network that predicts noise, image, v or velocity of its schedule's own x_t = a·x0 + b·noise.
    record Predicting(NoiseSchedule schedule, Prediction prediction) implements Preconditioning {
        @Override
        public Coefficients at(double sigma) {
            requirePositive(sigma);
            double a = schedule.signal(sigma);
            double b = a * sigma;
            double time = schedule.time(sigma);
            return switch (prediction) {
                case EPSILON -> new Coefficients(a, time, 1, -sigma, sigma);
                case X0 -> new Coefficients(a, time, 0, 1, sigma);
                case V -> new Coefficients(a, time, a * a / (a * a + b * b), -b / (a * a + b * b), sigma);
                case FLOW -> new Coefficients(a, time, a / (a + b), -b / (a + b), sigma);
            };
        }
    }

    /// EDM's own: input, target and error of the network have unit variance at every sigma.
    ///
    /// **Source** Karras et al. 2022, equation 7 and table 1 (c_skip, c_out).
    record Edm(EdmNoise schedule) implements Preconditioning {
        @Override
        public Coefficients at(double sigma) {
            requirePositive(sigma);
            double data = schedule.sigmaData();
            double variance = sigma * sigma + data * data;
            return new Coefficients(
                    schedule.signal(sigma),
                    schedule.time(sigma),
                    data * data / variance,
                    sigma * data / Math.sqrt(variance),
                    sigma);
        }
    }

    private static void requirePositive(double sigma) {
        if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sigma must be positive and finite, got " + sigma);
        }
    }
}
