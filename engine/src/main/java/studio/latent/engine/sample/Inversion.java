package studio.latent.engine.sample;

import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;

/// Finds the noise that a deterministic sampler turns into a given image.
///
/// The image is taken as a sample at the least sigma of the grid, and the way up ends at its largest. The step from
/// that least sigma to 0 is left out, on the way back as well: denoising is not invertible.
///
/// @param method which sampler's way is gone back
/// @param refinements for DDIM: most repetitions that make a step exact. 0 is the plain DDIM inversion
public record Inversion(Method method, int refinements) {
    private static final double EXACT = 1e-12;
    private static final int MOST_REFINEMENTS = 100;

    /// The sampler to invert.
    public enum Method {
        /// Euler's step, which is DDIM at η = 0. **Source** Song et al. 2021, section 4.3; refinements: Pan et al.
        /// 2023, "Effective real image editing with accelerated iterative diffusion inversion".
        DDIM,
        /// Heun's step on the probability-flow equation, integrated upwards. **Source** Song et al. 2021,
        /// "Score-based generative modeling", section 4.3; Karras et al. 2022, algorithm 1.
        ODE
    }

    /// What was found.
    ///
    /// @param noise x at the grid's first sigma; divided by that sigma it is nearly standard normal
    /// @param grid the steps for the way back with [#sampler]
    /// @param error root mean square of the difference between the image and what the way back gave, in data units
    public record Inverted(Samples noise, SigmaGrid grid, double error) {}

    /// **Errors** [BadOption] for refinements outside of [0, 100].
    public static Inversion of(Method method, int refinements) throws BadOption {
        if (refinements < 0 || refinements > MOST_REFINEMENTS) {
            throw new BadOption(
                    "The refinements must be in [0, " + MOST_REFINEMENTS + "], got " + refinements + ".",
                    "5 are enough for most models.");
        }
        return new Inversion(method, refinements);
    }

    /// The sampler whose way is gone back.
    public Sampler sampler() {
        return switch (method) {
            case DDIM -> new Euler();
            case ODE -> new Heun(0, 0, 1e6, 1);
        };
    }

    /// The noise of an image, with the error of the way there and back, which is gone to measure it.
    ///
    /// The watcher sees the way up: step 0 is the image's.
    public Inverted invert(Denoiser denoiser, Samples image, SigmaGrid whole, SampleContext context)
            throws StudioException {
        SigmaGrid grid = whole.withoutZero();
        Denoiser watched = new WatchedDenoiser(denoiser, context.cancellation());
        Samples x = image;
        for (int i = grid.steps() - 1; i >= 0; i--) {
            double low = grid.to(i);
            Samples denoised = watched.denoised(x, low);
            context.watcher().accept(new SampleStep(grid.steps() - 1 - i, grid.steps(), low, x, denoised));
            x = switch (method) {
                case DDIM -> ddimUp(watched, x, denoised, low, grid.from(i));
                case ODE -> heunUp(watched, x, denoised, low, grid.from(i));
            };
        }
        SampleContext silent = new SampleContext(context.noise(), context.cancellation(), step -> {});
        Samples back = sampler().sample(denoiser, x, grid, silent);
        return new Inverted(x, grid, back.plus(-1, image).rms());
    }

    /// Solves x = r·y + (1 − r)·D(y, high) for y with r = low / high, from the plain inversion's guess D(x, low).
    private Samples ddimUp(Denoiser denoiser, Samples x, Samples denoised, double low, double high)
            throws StudioException {
        double ratio = low / high;
        Samples best = x.blend(1 / ratio, 1 - 1 / ratio, denoised);
        Samples guess = best;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < refinements; k++) {
            Samples there = denoiser.denoised(guess, high);
            double error = guess.blend(ratio, 1 - ratio, there).plus(-1, x).rms();
            if (error >= least) {
                return best; // the steps are too long for the repetition to converge further
            }
            least = error;
            best = guess;
            if (error < EXACT) {
                return best;
            }
            guess = x.blend(1 / ratio, 1 - 1 / ratio, there);
        }
        return guess;
    }

    private static Samples heunUp(Denoiser denoiser, Samples x, Samples denoised, double low, double high)
            throws StudioException {
        Samples slope = x.blend(1 / low, -1 / low, denoised);
        Samples euler = x.plus(high - low, slope);
        Samples there = denoiser.denoised(euler, high);
        Samples slopeThere = euler.blend(1 / high, -1 / high, there);
        return x.plus((high - low) / 2, slope.plus(1, slopeThere));
    }
}
