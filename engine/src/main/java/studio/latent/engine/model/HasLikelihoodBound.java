package studio.latent.engine.model;

/// A model whose training step tells a lower bound of its images' log-likelihood.
///
/// There is no second formula: the bound of an image is what the training step reports for a batch of it
/// alone, with nothing dropped out.
public interface HasLikelihoodBound {
    /// What a likelihood is one of.
    enum PixelLikelihood {
        /// Probabilities of black and white pixels.
        ///
        /// A grey level x counts as white with probability x, so the bound is one of images that were made
        /// black and white at random, on average, and holds for their code length.
        BLACK_AND_WHITE(
                1,
                "Bernoulli decoder: the likelihood of images made black and white at random with their grey levels as"
                        + " probabilities, a bound for those; not comparable with likelihoods of grey levels"),

        /// A density of bytes divided by 255.
        ///
        /// Bits per dimension take its value at a byte's own place times 1/256 for the byte's probability: a
        /// bound as long as the decoder's deviation is several times 1/256, so that the density hardly changes
        /// within a byte's interval.
        DENSITY(
                256,
                "Gaussian decoder: the density of bytes divided by 255; bits per dimension count 1/256 for a byte's"
                        + " interval, a bound as long as the decoder's deviation is several times that");

        private final int levels;
        private final String meaning;

        PixelLikelihood(int levels, String meaning) {
            this.levels = levels;
            this.meaning = meaning;
        }

        /// Intervals in [0, 1] that a density is turned into probabilities by; 1 where it is a probability already.
        public int levels() {
            return levels;
        }

        /// In words, for whoever reads the number.
        public String meaning() {
            return meaning;
        }
    }

    PixelLikelihood pixelLikelihood();

    /// Name of the bound among the training step's terms. **Units** nats an image.
    String boundTerm();
}
