package studio.latent.engine.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.Noise;

/// Fits a [GaussianMixture] to latents by expectation and maximisation, and keeps the best of several starts.
///
/// The same data and seed give the same mixture on every machine.
///
/// **Source** Dempster, Laird and Rubin, 1977; numbers agree with scikit-learn's `GaussianMixture` from the
/// same start.
///
/// @param components number of Gaussians, at least 1
/// @param restarts number of k-means++ starts, at least 1
/// @param iterations most maximisations per start, at least 1
/// @param tolerance a start has converged when an iteration gains less than this in mean log-likelihood per
/// point (nats)
/// @param regularisation added to the diagonal of every covariance, above 0
/// @param seed of the starts
public record GaussianMixtureFit(
        int components, int restarts, int iterations, double tolerance, double regularisation, long seed) {
    private static final String ACTIVITY = "Fitting the mixture";

    public GaussianMixtureFit {
        if (components < 1 || restarts < 1 || iterations < 1) {
            throw new IllegalArgumentException("mixture fit: components, restarts and iterations must be at least 1,"
                    + " got " + components + ", " + restarts + ", " + iterations);
        }
        if (!(tolerance >= 0) || !(regularisation > 0)) {
            throw new IllegalArgumentException("mixture fit: tolerance must be at least 0 and regularisation above 0,"
                    + " got " + tolerance + " and " + regularisation);
        }
    }

    /// One start, at most 100 iterations, until one gains less than 0.001 nats per point.
    public static GaussianMixtureFit of(int components, long seed) {
        return new GaussianMixtureFit(components, 1, 100, 1e-3, 1e-6, seed);
    }

    /// A fitted mixture and how it came about.
    ///
    /// @param logLikelihoods mean log-likelihood per point (nats) at the start and after each iteration;
    /// never falls
    /// @param converged whether the tolerance was reached within the iterations
    public record Result(GaussianMixture mixture, double[] logLikelihoods, boolean converged) {
        public double logLikelihood() {
            return logLikelihoods[logLikelihoods.length - 1];
        }
    }

    /// The best mixture over all starts. Reports progress and can be cancelled at every iteration.
    ///
    /// **Shapes** `data: [n][d]`, n ≥ components.
    ///
    /// **Errors** [IllegalArgumentException] for too few latents, several lengths or numbers that are not
    /// finite.
    public Result fit(float[][] data, JobContext context) {
        LatentRows.require("mixture fit", data, components);
        @Nullable Result best = null;
        for (int restart = 0; restart < restarts; restart++) {
            context.checkCancelled();
            long first = (long) restart * components;
            MixtureStart start =
                    new MixtureStart(data, components, i -> Noise.uniform(seed, Noise.Stream.MIXTURE_FIT, first + i));
            Result result = climb(data, parameters(start), context, restart);
            if (best == null || result.logLikelihood() > best.logLikelihood()) {
                best = result;
            }
        }
        context.progress(ACTIVITY, (long) restarts * iterations, (long) restarts * iterations);
        return Objects.requireNonNull(best);
    }

    /// One run from a given mixture, without restarts.
    public Result fitFrom(GaussianMixture start, float[][] data, JobContext context) {
        LatentRows.require("mixture fit", data, components);
        if (start.components() != components || start.dimension() != data[0].length) {
            throw new IllegalArgumentException("mixture fit: the start must have " + components + " components of "
                    + data[0].length + " dimensions, got " + start.components() + " of " + start.dimension());
        }
        return climb(data, MixtureParameters.of(start), context, 0);
    }

    private MixtureParameters parameters(MixtureStart start) {
        CholeskyFactor common = CholeskyFactor.of(start.covariance(), regularisation);
        CholeskyFactor[] factors = new CholeskyFactor[components];
        Arrays.fill(factors, common);
        return new MixtureParameters(start.weights(), start.centres(), factors);
    }

    private Result climb(float[][] data, MixtureParameters start, JobContext context, int restart) {
        double[][] responsibilities = new double[data.length][components];
        MixtureParameters parameters = start;
        List<Double> gains = new ArrayList<>();
        gains.add(parameters.expect(data, responsibilities));
        boolean converged = false;
        for (int i = 0; i < iterations && !converged; i++) {
            context.checkCancelled();
            context.progress(ACTIVITY, (long) restart * iterations + i, (long) restarts * iterations);
            MixtureParameters next = MixtureParameters.maximise(data, responsibilities, regularisation);
            double before = gains.getLast();
            double after = next.expect(data, responsibilities);
            converged = after - before < tolerance || after <= before;
            // at the top rounding and the regularisation can cost a little: the better one is kept
            if (after >= before) {
                parameters = next;
                gains.add(after);
            }
        }
        double[] logLikelihoods =
                gains.stream().mapToDouble(Double::doubleValue).toArray();
        return new Result(parameters.rounded(), logLikelihoods, converged);
    }
}
