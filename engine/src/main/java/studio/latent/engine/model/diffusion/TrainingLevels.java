package studio.latent.engine.model.diffusion;

import studio.latent.engine.model.EdmNoise;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.RectifiedFlow;
import studio.latent.engine.model.VariancePreserving;
import studio.latent.engine.tensor.Noise;

/// The noise levels of training, from little noise to much, each met equally often, and what a step needs to know
/// of each.
///
/// **Shapes** `table: [levels][8]`: what the network sees is INPUT_IMAGE·x0 + INPUT_NOISE·noise at TIME, and what
/// it should put out TARGET_IMAGE·x0 + TARGET_NOISE·noise; WEIGHT is on the square of its error. ESTIMATE_SEEN
/// times what it sees plus ESTIMATE_OUTPUT times what it puts out is its estimate of the image.
record TrainingLevels(double[][] table) {
    static final int INPUT_IMAGE = 0;
    static final int INPUT_NOISE = 1;
    static final int TARGET_IMAGE = 2;
    static final int TARGET_NOISE = 3;
    static final int TIME = 4;
    static final int WEIGHT = 5;
    static final int ESTIMATE_SEEN = 6;
    static final int ESTIMATE_OUTPUT = 7;

    /// Levels of a schedule that has no table of its own.
    private static final int CONTINUOUS = 1000;

    /// Mean and deviation of ln(sigma). **Source** Karras et al. 2022, table 1.
    private static final double EDM_MEAN = -1.2;

    private static final double EDM_DEVIATION = 1.2;

    /// The levels of a model's schedule.
    ///
    /// Of a variance-preserving schedule the squared error of the denoised image counts with min(SNR, γ), where
    /// SNR = 1/sigma²; as error of the network's output, which the denoised image contains by a known factor, it
    /// has the square of that factor as well. Errors of the output of EDM, whose target has unit variance at every
    /// level, and of straight paths all count alike: their levels reach so far that Min-SNR would leave both ends
    /// untrained.
    /// **Source** Hang et al., "Efficient diffusion training via Min-SNR weighting strategy", 2023, section 3.4;
    /// Karras et al. 2022, table 1 (λ = 1/c_out²); Liu et al. 2022, equation 1.
    ///
    /// @param minSnrGamma γ; 0 for weights of 1
    static TrainingLevels of(Preconditioning preconditioning, double minSnrGamma) {
        double[] sigmas = sigmas(preconditioning.schedule());
        boolean minSnr = minSnrGamma > 0 && preconditioning.schedule() instanceof VariancePreserving;
        double[][] table = new double[sigmas.length][];
        for (int i = 0; i < sigmas.length; i++) {
            double sigma = sigmas[i];
            Preconditioning.Coefficients c = preconditioning.at(sigma);
            double weight = minSnr ? Math.min(1 / (sigma * sigma), minSnrGamma) * c.output() * c.output() : 1;
            table[i] = new double[] {
                c.input(),
                c.input() * sigma,
                c.targetImage(),
                c.targetNoise(),
                c.time(),
                weight,
                c.skip() / c.input(),
                c.output()
            };
        }
        return new TrainingLevels(table);
    }

    /// The levels themselves. **Units** of the data.
    static double[] sigmas(NoiseSchedule schedule) {
        int count = schedule instanceof VariancePreserving steps ? steps.steps() : CONTINUOUS;
        double[] sigmas = new double[count];
        for (int i = 0; i < count; i++) {
            sigmas[i] = switch (schedule) {
                case VariancePreserving steps -> steps.sigmaAt(i);
                case RectifiedFlow flow -> flow.sigmaAt(i + 1.0);
                case EdmNoise edm ->
                    Math.clamp(
                            Math.exp(EDM_MEAN + EDM_DEVIATION * Noise.normalQuantile((i + 0.5) / count)),
                            edm.sigmaMin(),
                            edm.sigmaMax());
            };
        }
        return sigmas;
    }

    int count() {
        return table.length;
    }
}
