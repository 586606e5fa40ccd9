package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.job.Progress;
import studio.latent.engine.tensor.Noise;

class GaussianMixtureFitTest {
    private static final GaussianMixture KNOWN = new GaussianMixture(
            new float[] {0.5f, 0.3f, 0.2f}, new float[][] {{0, 0}, {6, 1}, {-3, 7}}, new float[][][] {
                {{1, 0}, {0.6f, 0.8f}}, {{0.5f, 0}, {0, 1.5f}}, {{1, 0}, {-0.5f, 0.3f}}
            });

    private static float[][] points(int count, long seed) {
        float[][] points = new float[count][];
        for (int i = 0; i < count; i++) {
            points[i] = KNOWN.sample(
                            Noise.normals(seed, Noise.Stream.PRIOR, 2L * i, 2),
                            Noise.uniform(seed, Noise.Stream.MIXTURE_COMPONENT, i))
                    .values();
        }
        return points;
    }

    @Test
    void parametersAgreeWithScikitLearnFromTheSameStart() {
        GoldenMixture golden = GoldenMixture.open();
        for (JsonElement element : golden.root().getAsJsonArray("cases")) {
            JsonObject wanted = element.getAsJsonObject();
            int iterations = wanted.get("iterations").getAsInt();
            GaussianMixtureFit fit = new GaussianMixtureFit(2, 1, iterations, 0, 1e-6, 0);

            GaussianMixtureFit.Result result = fit.fitFrom(golden.start(), golden.points(), JobContext.unattended());

            GaussianMixture found = result.mixture();
            float tolerance = (float) golden.tolerance();
            assertThat(result.logLikelihood())
                    .isCloseTo(wanted.get("logLikelihood").getAsDouble(), within(golden.tolerance()));
            assertThat(found.weights()).containsExactly(GoldenMixture.vector(wanted.get("weights")), within(tolerance));
            float[][] means = GoldenMixture.matrix(wanted.get("means"));
            for (int k = 0; k < 2; k++) {
                assertThat(found.means()[k]).containsExactly(means[k], within(tolerance));
                float[][] covariance = GoldenMixture.matrix(
                        wanted.getAsJsonArray("covariances").get(k));
                for (int i = 0; i < 3; i++) {
                    assertThat(covarianceRow(found.cholesky()[k], i))
                            .containsExactly(covariance[i], within(2 * tolerance));
                }
            }
            for (int n = 0; n < 5; n++) {
                float[] point = golden.points()[n];
                assertThat(found.logDensity(new double[] {point[0], point[1], point[2]}))
                        .isCloseTo(
                                wanted.getAsJsonArray("logDensities").get(n).getAsDouble(),
                                within(5 * golden.tolerance()));
            }
        }
    }

    private static float[] covarianceRow(float[][] lower, int i) {
        float[] row = new float[lower.length];
        for (int j = 0; j < row.length; j++) {
            for (int k = 0; k < row.length; k++) {
                row[j] += lower[i][k] * lower[j][k];
            }
        }
        return row;
    }

    @Test
    void aKnownMixtureIsRecovered() {
        GaussianMixtureFit.Result result =
                new GaussianMixtureFit(3, 3, 200, 1e-7, 1e-6, 4).fit(points(6000, 1), JobContext.unattended());

        assertThat(result.converged()).isTrue();
        for (int k = 0; k < 3; k++) {
            int nearest = nearest(result.mixture(), KNOWN.means()[k]);
            assertThat(result.mixture().weights()[nearest]).isCloseTo(KNOWN.weights()[k], within(0.02f));
            assertThat(result.mixture().means()[nearest]).containsExactly(KNOWN.means()[k], within(0.1f));
            for (int i = 0; i < 2; i++) {
                assertThat(result.mixture().cholesky()[nearest][i])
                        .containsExactly(KNOWN.cholesky()[k][i], within(0.1f));
            }
        }
    }

    private static int nearest(GaussianMixture mixture, float[] mean) {
        int best = 0;
        for (int k = 1; k < mixture.components(); k++) {
            double here = LatentRows.squaredDistance(mean, new double[] {mixture.means()[k][0], mixture.means()[k][1]});
            double there =
                    LatentRows.squaredDistance(mean, new double[] {mixture.means()[best][0], mixture.means()[best][1]});
            best = here < there ? k : best;
        }
        return best;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theLikelihoodNeverFalls(long seed) {
        GaussianMixtureFit.Result result =
                new GaussianMixtureFit(5, 1, 60, 0, 1e-6, seed).fit(points(400, seed), JobContext.unattended());

        assertThat(result.logLikelihoods())
                .as("seed %d", seed)
                .hasSizeGreaterThan(3)
                .isSorted();
    }

    @Test
    void oneComponentIsMeanAndCovarianceOfThePoints() {
        float[][] cross = {{1, 0}, {-1, 0}, {0, 2}, {0, -2}};

        GaussianMixture mixture =
                GaussianMixtureFit.of(1, 0).fit(cross, JobContext.unattended()).mixture();

        assertThat(mixture.means()[0]).containsExactly(0, 0);
        assertThat(mixture.cholesky()[0][0]).containsExactly(new float[] {(float) Math.sqrt(0.5), 0}, within(1e-5f));
        assertThat(mixture.cholesky()[0][1]).containsExactly(new float[] {0, (float) Math.sqrt(2)}, within(1e-5f));
    }

    @Test
    void theSameSeedGivesTheSameMixtureAndMoreStartsNoWorseOne() {
        float[][] points = points(300, 8);
        GaussianMixtureFit one = new GaussianMixtureFit(4, 1, 30, 1e-3, 1e-6, 3);
        GaussianMixtureFit five = new GaussianMixtureFit(4, 5, 30, 1e-3, 1e-6, 3);

        GaussianMixtureFit.Result first = one.fit(points, JobContext.unattended());

        assertThat(one.fit(points, JobContext.unattended()).mixture().means())
                .isDeepEqualTo(first.mixture().means());
        assertThat(five.fit(points, JobContext.unattended()).logLikelihood())
                .isGreaterThanOrEqualTo(first.logLikelihood());
    }

    @Test
    void pointsThatAreAllOneStillGiveAMixture() {
        GaussianMixture mixture = GaussianMixtureFit.of(2, 0)
                .fit(new float[][] {{3, 4}, {3, 4}, {3, 4}}, JobContext.unattended())
                .mixture();

        assertThat(mixture.means()[0]).containsExactly(new float[] {3, 4}, within(1e-5f));
        assertThat(mixture.cholesky()[0][0][0]).isCloseTo(1e-3f, within(1e-5f));
    }

    @Test
    void progressRisesAndCancelLeavesTheFit() {
        List<Progress> seen = new ArrayList<>();
        Cancellation cancellation = new Cancellation();
        AtomicInteger reports = new AtomicInteger();
        JobContext context = new JobContext() {
            @Override
            public Cancellation cancellation() {
                return cancellation;
            }

            @Override
            public void progress(Progress progress) {
                seen.add(progress);
                if (reports.incrementAndGet() == 4) {
                    cancellation.request();
                }
            }
        };

        assertThatThrownBy(() -> new GaussianMixtureFit(3, 2, 10, 0, 1e-6, 0).fit(points(200, 2), context))
                .isInstanceOf(Cancellation.CancelledException.class);
        assertThat(seen).extracting(Progress::done).containsExactly(0L, 1L, 2L, 3L);
        assertThat(seen).extracting(Progress::total).containsOnly(20L);
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> GaussianMixtureFit.of(0, 0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new GaussianMixtureFit(1, 1, 1, 0, 0, 0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> GaussianMixtureFit.of(3, 0).fit(points(2, 0), JobContext.unattended()))
                .hasMessageContaining("at least 3");
        assertThatThrownBy(() -> GaussianMixtureFit.of(1, 0).fitFrom(KNOWN, points(5, 0), JobContext.unattended()))
                .hasMessageContaining("1 components");
    }
}
