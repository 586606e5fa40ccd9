package studio.latent.engine.sample;

import java.util.Arrays;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.Preconditioning;

/// The log-density that a diffusion model gives to images: exact but for the steps of a solver and the draws of an
/// estimate.
///
/// The probability-flow equation dx/dλ = x − D(x, σ) with σ = e^λ carries an image at the grid's least sigma up to
/// noise at its largest, and the log-density falls along it by the divergence n − tr ∂D/∂x, n the numbers of an
/// image. At the largest sigma, x is taken as normal with that deviation: the image in it is a share of 1/σ² of the
/// variance. The trace is Hutchinson's estimate vᵀ(∂D/∂x)v of a v of random signs, the same throughout the way, so
/// that it has no error where pixels do not depend on each other. Steps are of the classical fourth order.
///
/// **Source** Song et al. 2021, "Score-based generative modeling", section 4.3 and appendix D.2; Hutchinson 1990;
/// Grathwohl et al. 2019, "FFJORD".
public final class FlowLikelihood {
    private FlowLikelihood() {}

    /// A denoiser that also tells how its image leans on x.
    @FunctionalInterface
    public interface Sloped {
        /// **Shapes** `x` and `direction`: `[N, …]`. **Errors** what the network meets.
        Answer at(Samples x, double sigma, Samples direction) throws StudioException;
    }

    /// What a denoiser says at one point.
    ///
    /// @param denoised E[x0 | x]
    /// @param pulled the direction through the transposed Jacobian of that: (∂D/∂x)ᵀ·direction
    public record Answer(Samples denoised, Samples pulled) {}

    /// A network that answers with its output and with (∂F/∂input)ᵀ·direction.
    @FunctionalInterface
    public interface SlopedNetwork {
        Answer output(Samples input, double time, Samples direction) throws StudioException;
    }

    /// A network as a denoiser, by the rule of [Denoiser#of].
    public static Sloped of(Preconditioning preconditioning, SlopedNetwork network) {
        return (x, sigma, direction) -> {
            Preconditioning.Coefficients c = preconditioning.at(sigma);
            Answer raw = network.output(x.times(c.input()), c.time(), direction);
            return new Answer(
                    x.blend(c.skip(), c.output(), raw.denoised()),
                    direction.blend(c.skip(), c.output() * c.input(), raw.pulled()));
        };
    }

    /// The log-density of each image, in nats, as one of the model's own images under noise of the grid's least
    /// sigma.
    ///
    /// **Units** `images` in data units; a grid's step to 0 is left out, because there is no density at 0.
    ///
    /// @param signs `[N, …]` of −1 and 1: [#signs]
    public static double[] logDensity(Sloped denoiser, Samples images, SigmaGrid whole, Samples signs)
            throws StudioException {
        images.requireShapeOf(signs);
        SigmaGrid grid = whole.withoutZero();
        State state = new State(images, new double[images.count()]);
        for (int i = grid.steps() - 1; i >= 0; i--) {
            state = step(denoiser, state, grid.to(i), grid.from(i), signs);
        }
        double[] density = new double[images.count()];
        int size = images.size();
        double sigma = grid.first();
        for (int image = 0; image < density.length; image++) {
            double square = 0;
            for (int i = image * size; i < (image + 1) * size; i++) {
                double value = state.x.values()[i] / sigma;
                square += value * value;
            }
            double normal = -0.5 * square - size * (Math.log(sigma) + 0.5 * Math.log(2 * Math.PI));
            density[image] = normal + state.gained[image];
        }
        return density;
    }

    /// Random signs, a function of the seeds and the draw alone.
    public static Samples signs(SeededNoise seeds, int draw, int[] shape) {
        double[] values = seeds.normals(draw, shape).values().clone();
        Arrays.setAll(values, i -> values[i] < 0 ? -1 : 1);
        return new Samples(shape, values);
    }

    /// x on its way, and the divergence that has been passed for each image.
    private record State(Samples x, double[] gained) {
        State moved(double by, Slope slope) {
            double[] sum = gained.clone();
            Arrays.setAll(sum, i -> gained[i] + by * slope.divergence[i]);
            return new State(x.plus(by, slope.x), sum);
        }
    }

    private record Slope(Samples x, double[] divergence) {}

    /// The classical method of Runge and Kutta in λ = ln σ.
    private static State step(Sloped denoiser, State state, double low, double high, Samples signs)
            throws StudioException {
        double h = Math.log(high / low);
        double middle = Math.sqrt(low * high);
        Slope first = slope(denoiser, state.x, low, signs);
        Slope second = slope(denoiser, state.moved(h / 2, first).x, middle, signs);
        Slope third = slope(denoiser, state.moved(h / 2, second).x, middle, signs);
        Slope fourth = slope(denoiser, state.moved(h, third).x, high, signs);
        return state.moved(h / 6, first)
                .moved(h / 3, second)
                .moved(h / 3, third)
                .moved(h / 6, fourth);
    }

    private static Slope slope(Sloped denoiser, Samples x, double sigma, Samples signs) throws StudioException {
        Answer answer = denoiser.at(x, sigma, signs);
        double[] divergence = new double[x.count()];
        int size = x.size();
        for (int i = 0; i < x.values().length; i++) {
            double sign = signs.values()[i];
            divergence[i / size] += sign * sign - sign * answer.pulled().values()[i];
        }
        return new Slope(x.plus(-1, answer.denoised()), divergence);
    }

    /// Bits a number of images whose bytes were made real numbers by uniform noise, from their log-density.
    ///
    /// A byte b stands for [b − ½, b + ½]/127.5 − 1, an interval of 1/127.5 in data units; with noise spread over
    /// it the mean of these bits is an upper bound of what the bytes themselves cost. **Source** Theis et al. 2016,
    /// "A note on the evaluation of generative models", section 3.1.
    public static double bitsPerDimension(double logDensity, int dimensions) {
        return (-logDensity / dimensions + Math.log(127.5)) / Math.log(2);
    }
}
