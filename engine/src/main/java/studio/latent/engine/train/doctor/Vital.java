package studio.latent.engine.train.doctor;

import java.util.Arrays;
import java.util.Optional;

/// A number of a run that the doctor reads. A family that does not have one simply never reports it.
public enum Vital {
    /// What is minimised.
    TOTAL_LOSS("total"),
    /// The divergence from the prior, summed over the latent dimensions. **Units** nats an image.
    KL("kl"),
    /// Latent dimensions in use, see [ActiveUnits].
    ACTIVE_UNITS("activeUnits"),
    LATENT_DIMENSIONS("latentDimensions"),
    /// Euclidean norm of all gradients together, before clipping.
    GRADIENT_NORM("gradientNorm"),
    LEARNING_RATE("learningRate"),
    /// The total loss over images that are trained on, without dropout.
    TRAIN_LOSS("trainLoss"),
    /// The total loss over images that are kept apart, without dropout.
    HELD_OUT_LOSS("heldOutLoss"),
    FRECHET_DISTANCE("frechetDistance"),
    PRECISION("precision"),
    RECALL("recall"),
    COVERAGE("coverage"),
    /// Mean distance between the features of two generated images.
    SPREAD("spread"),
    /// The same of real images.
    REAL_SPREAD("realSpread"),
    /// Share of generated images that are all but copies.
    MEMORISATION("memorisation"),
    /// The same of held-out real images.
    REAL_MEMORISATION("realMemorisation"),
    /// Entropy of the classes that a classifier sees in generated images. **Units** nats.
    CLASS_ENTROPY("classEntropy"),
    /// The same of real images.
    REAL_CLASS_ENTROPY("realClassEntropy"),
    /// Mean probability, in [0, 1], that the discriminator gives to real images.
    DISCRIMINATOR_REAL("discriminatorReal"),
    /// Mean probability, in [0, 1], that the discriminator gives to generated images.
    DISCRIMINATOR_FAKE("discriminatorFake"),
    /// Share of images, real and generated in equal numbers, that the discriminator tells apart.
    DISCRIMINATOR_ACCURACY("discriminatorAccuracy"),
    /// What the generator of a game minimises.
    GENERATOR_LOSS("generatorLoss"),
    /// What its discriminator, or critic, minimises, with the penalty of the step.
    DISCRIMINATOR_LOSS("discriminatorLoss"),
    /// Euclidean norm of the generator's gradients, before clipping.
    GENERATOR_GRADIENT_NORM("generatorGradientNorm"),
    /// The same of the discriminator's.
    DISCRIMINATOR_GRADIENT_NORM("discriminatorGradientNorm"),
    /// The newest penalty on the discriminator's slope.
    GRADIENT_PENALTY("gradientPenalty"),
    /// Mean score that a Wasserstein critic gives to real images; it has no unit and no zero.
    CRITIC_REAL("criticReal"),
    /// The same of generated images.
    CRITIC_FAKE("criticFake"),
    /// Standard deviation of a step's real images from image to image: of each pixel, as root mean square. **Units**
    /// brightness in [0, 1].
    REAL_DEVIATION("realDeviation"),
    /// The same of its generated images.
    GENERATED_DEVIATION("generatedDeviation"),
    CODEBOOK_SIZE("codebookSize"),
    /// Codes of the codebook that were chosen at least once since the last report.
    CODES_USED("codesUsed"),
    /// Exponential of the entropy of the codes' frequencies.
    CODEBOOK_PERPLEXITY("codebookPerplexity");

    private final String key;

    Vital(String key) {
        this.key = key;
    }

    /// The name in a run's journal and among its loss terms; never changes.
    public String key() {
        return key;
    }

    public static Optional<Vital> ofKey(String key) {
        return Arrays.stream(values()).filter(vital -> vital.key.equals(key)).findFirst();
    }
}
