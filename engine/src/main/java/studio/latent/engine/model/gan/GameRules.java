package studio.latent.engine.model.gan;

import studio.latent.engine.error.BadOption;
import studio.latent.engine.model.Range;
import studio.latent.engine.model.Unit;

/// Settings of the game: who minimises what, and how often.
///
/// @param criticSteps steps of the discriminator for one of the generator
/// @param discriminatorRate the discriminator's learning rate as a multiple of the generator's (two time scales:
/// Heusel et al. 2017)
/// @param labelSmoothing by how much real images count as less than real, for objectives with a target (Salimans et
/// al. 2016)
/// @param weightLimit largest weight of a Wasserstein critic without a penalty
/// @param gradientPenalty weight λ of (‖∇D‖ − 1)² between real and generated images, for WASSERSTEIN_PENALTY
/// @param r1 weight γ of ½‖∇D‖² at real images, with any objective but Wasserstein's (Mescheder et al. 2018); 0 for
/// none
/// @param penaltyEvery steps from one penalty to the next, which then counts so many times (lazy regularisation:
/// Karras et al. 2020)
public record GameRules(
        GameObjective objective,

        @Range(min = 1, max = 100) @Unit("steps") int criticSteps,

        @Range(min = 0.01, max = 100) double discriminatorRate,
        @Range(min = 0, max = 0.5) double labelSmoothing,
        @Range(min = 0.0001, max = 10) double weightLimit,
        @Range(min = 0, max = 1000) double gradientPenalty,
        @Range(min = 0, max = 1000) double r1,

        @Range(min = 1, max = 1000) @Unit("steps") int penaltyEvery) {
    /// Non-saturating with a lazy penalty at real images: what rarely goes wrong.
    public static final GameRules DEFAULTS = new GameRules(GameObjective.NON_SATURATING, 1, 1, 0, 0.01, 10, 1, 8);

    public GameRules {
        require(criticSteps >= 1 && criticSteps <= 100, "criticSteps", "[1, 100]", criticSteps);
        require(
                discriminatorRate >= 0.01 && discriminatorRate <= 100,
                "discriminatorRate",
                "[0.01, 100]",
                discriminatorRate);
        require(labelSmoothing >= 0 && labelSmoothing <= 0.5, "labelSmoothing", "[0, 0.5]", labelSmoothing);
        require(weightLimit >= 0.0001 && weightLimit <= 10, "weightLimit", "[0.0001, 10]", weightLimit);
        require(gradientPenalty >= 0 && gradientPenalty <= 1000, "gradientPenalty", "[0, 1000]", gradientPenalty);
        require(r1 >= 0 && r1 <= 1000, "r1", "[0, 1000]", r1);
        require(penaltyEvery >= 1 && penaltyEvery <= 1000, "penaltyEvery", "[1, 1000]", penaltyEvery);
        if (labelSmoothing > 0 && !objective.hasTarget()) {
            throw new IllegalArgumentException(
                    "labelSmoothing must be 0 for an objective without a target for real images, got "
                            + labelSmoothing);
        }
    }

    private static void require(boolean holds, String name, String range, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be in " + range + ", got " + value);
        }
    }

    /// **Errors** [BadOption] for a critic that two rules hold or none, and for a penalty on the gradients of
    /// single images where batch norm mixes them (Gulrajani et al. 2017, section 4).
    void requireTrainable(NetworkSizes.DiscriminatorNorm norm) throws BadOption {
        if (objective.isWasserstein() && r1 > 0) {
            boolean limited = objective == GameObjective.WASSERSTEIN;
            throw new BadOption(
                    "With the objective " + (limited ? "wasserstein" : "wasserstein-penalty") + " r1 must be 0, it is "
                            + r1 + ": "
                            + (limited
                                    ? "the critic is held by its limited weights."
                                    : "the critic's slope is held at 1 and cannot be pressed to 0 too."),
                    limited ? "Set r1=0." : "Set r1=0, and penaltyEvery=1 to hold the slope in every step.");
        }
        if (isPenalised() && norm == NetworkSizes.DiscriminatorNorm.BATCH) {
            throw new BadOption(
                    "A discriminator with batch norm cannot have a gradient penalty: the norm makes the score of each"
                            + " image depend on the others.",
                    "Set discriminatorNorm to none or spectral" + (penalisesBetween() ? "." : ", or r1=0."));
        }
        boolean free = objective == GameObjective.WASSERSTEIN_PENALTY && gradientPenalty == 0;
        if (free && norm != NetworkSizes.DiscriminatorNorm.SPECTRAL) {
            throw new BadOption(
                    "With the objective wasserstein-penalty and gradientPenalty=0 nothing holds the critic: its scores"
                            + " for real and generated images part without end.",
                    "Set gradientPenalty=10, or discriminatorNorm=spectral in a model of type gan.");
        }
    }

    /// Whether the point between a real and a generated image is penalised.
    boolean penalisesBetween() {
        return objective == GameObjective.WASSERSTEIN_PENALTY && gradientPenalty > 0;
    }

    boolean isPenalised() {
        return r1 > 0 || penalisesBetween();
    }
}
