package studio.latent.engine.sample;

import studio.latent.engine.error.BadOption;

/// Where a run begins: which steps it takes, and from what.
public record SampleStart(SigmaGrid grid, Samples x) {
    /// From pure noise over all steps.
    ///
    /// **Shapes** `noise`: standard normals, [SeededNoise#start] for an image of a seed.
    public static SampleStart noise(SigmaGrid grid, Samples noise) {
        return new SampleStart(grid, noise.times(grid.first()));
    }

    /// From an image under noise, over the last steps only.
    ///
    /// **Errors** [BadOption] unless strength is in (0, 1]. **Source** Meng et al. 2022, "SDEdit".
    ///
    /// @param strength the share of the steps to take: 1 takes all and leaves almost nothing of the image
    public static SampleStart image(SigmaGrid grid, Samples image, double strength, Samples noise) throws BadOption {
        if (!(strength > 0 && strength <= 1)) {
            throw new BadOption(
                    "The strength must be above 0 and at most 1, got " + strength + ".",
                    "0.3 keeps the composition, 0.8 keeps little of it.");
        }
        SigmaGrid rest = grid.tail(steps(grid.steps(), strength));
        return new SampleStart(rest, image.plus(rest.first(), noise));
    }

    /// How many of so many steps are taken from an image: the share of `strength`, and one at least.
    public static int steps(int all, double strength) {
        return (int) Math.max(1, Math.round(strength * all));
    }
}
