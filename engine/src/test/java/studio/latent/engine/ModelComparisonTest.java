package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.metric.Band;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricOptions;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.feature.ResizeMode;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

class ModelComparisonTest {
    private static final ImageSource.Data DATA = new ImageSource.Data("data", 0, 0);
    private static final ComparisonRequest.Measures MEASURES = new ComparisonRequest.Measures(
            List.of(Metric.FRECHET_DISTANCE, Metric.RECALL),
            new FeatureChoice.Pixels(),
            ResizeMode.CLEAN,
            MetricOptions.standard(5),
            100);

    private final List<EvaluationRequest> asked = new ArrayList<>();
    private final Contender normal = Contender.neutral(new Model(8), PriorKind.NORMAL);
    private final Contender mixture = Contender.neutral(normal.model(), PriorKind.MIXTURE);

    /// A model that nobody draws from.
    private record Model(int side, String name) implements OpenModel {
        Model(int side) {
            this(side, "m");
        }

        @Override
        public ModelCard card() {
            return new ModelCard(
                    name,
                    Path.of(name),
                    Family.VAE,
                    "vae",
                    new ImageShape(1, side, side),
                    2,
                    Set.of(),
                    List.of(PriorKind.NORMAL, PriorKind.MIXTURE),
                    1,
                    "00",
                    "",
                    "",
                    "",
                    Map.of());
        }

        @Override
        public LatentGeometry geometry() {
            return LatentGeometry.standard(2);
        }

        @Override
        public long version() {
            return 0;
        }

        @Override
        public Runnable onChange(Runnable action) {
            return () -> {};
        }
    }

    /// The mixture is better in everything; the dial is the value.
    private Job<Evaluation> evaluate(EvaluationRequest request) {
        asked.add(request);
        ImageSource.Drawn drawn = (ImageSource.Drawn) request.generated();
        double value = (drawn.prior() == PriorKind.MIXTURE ? 3 : 1) * drawn.temperature();
        List<MetricResult> results = request.metrics().stream()
                .<MetricResult>map(metric -> new MetricResult.Measured(
                        metric,
                        value,
                        new MetricResult.Basis(drawn.count(), 100, "pixels", "none"),
                        new Band(value - 0.1, value + 0.1, 0.95, Band.Method.BOOTSTRAP),
                        null))
                .toList();
        return Job.completed(
                "",
                new Evaluation(
                        results, "pixels", false, "floor", List.of(), List.of(), new Evaluation.Drawing(0.001, 1, "")));
    }

    private Comparison compare(ComparisonRequest request, List<Comparison> parts) throws Exception {
        return new ModelComparison(this::evaluate, Runnable::run)
                .compare(request, parts::add)
                .await()
                .orThrow();
    }

    @Test
    void everyContenderIsMeasuredAlikeAndTheRestIsToldAsItComes() throws Exception {
        List<Comparison> parts = new ArrayList<>();

        Comparison all = compare(new ComparisonRequest(List.of(normal, mixture), DATA, null, MEASURES, 0), parts);

        assertThat(asked).hasSize(2);
        assertThat(asked).allSatisfy(each -> {
            assertThat(each.reference()).isEqualTo(DATA);
            assertThat(((ImageSource.Drawn) each.generated()).seed()).isEqualTo(5);
            assertThat(((ImageSource.Drawn) each.generated()).count()).isEqualTo(100);
        });
        assertThat(parts).hasSize(3);
        assertThat(parts.get(1).rows().get(0).evaluation()).isNotNull();
        assertThat(parts.get(1).rows().get(1).evaluation()).isNull();
        assertThat(parts.get(1).best(Metric.RECALL)).isEmpty();
        assertThat(parts.getLast()).isEqualTo(all);
        assertThat(all.best(Metric.RECALL)).hasValue(1);
        assertThat(all.best(Metric.FRECHET_DISTANCE)).hasValue(0);
        assertThat(all.best(Metric.COVERAGE)).isEmpty();
    }

    @Test
    void aSweepMeasuresPrecisionAndRecallAtEachStopOfTheDial() throws Exception {
        Comparison all =
                compare(new ComparisonRequest(List.of(normal, mixture), DATA, null, MEASURES, 40), new ArrayList<>());

        List<Double> stops = Family.VAE.dial().stops();
        assertThat(all.rows())
                .allSatisfy(row -> assertThat(row.curve())
                        .extracting(Comparison.DialPoint::dial)
                        .containsExactlyElementsOf(stops));
        assertThat(asked).hasSize(2 + 2 * stops.size());
        assertThat(asked.getLast().metrics()).containsExactly(Metric.PRECISION, Metric.RECALL);
        assertThat(((ImageSource.Drawn) asked.getLast().generated()).count()).isEqualTo(40);
        assertThat(((MetricResult.Measured) all.rows().get(1).curve().getFirst().recall()).value())
                .isEqualTo(3 * stops.getFirst());
    }

    @Test
    void theLikelihoodOfAModelThatStandsTwiceIsMeasuredOnce() throws Exception {
        ComparisonRequest.Measures both = new ComparisonRequest.Measures(
                List.of(Metric.ELBO, Metric.RECALL, Metric.BITS_PER_DIM),
                new FeatureChoice.Pixels(),
                ResizeMode.CLEAN,
                MetricOptions.standard(5),
                100);
        Contender other = Contender.neutral(new Model(8, "other"), PriorKind.NORMAL);

        Comparison all =
                compare(new ComparisonRequest(List.of(normal, mixture, other), DATA, null, both, 0), new ArrayList<>());

        assertThat(asked)
                .extracting(EvaluationRequest::metrics)
                .containsExactly(both.metrics(), List.of(Metric.RECALL), both.metrics());
        assertThat(all.rows())
                .allSatisfy(row -> assertThat(
                                Objects.requireNonNull(row.evaluation()).results())
                        .extracting(MetricResult::metric)
                        .containsExactlyElementsOf(both.metrics()));
        assertThat(all.rows().get(1).result(Metric.ELBO))
                .isEqualTo(all.rows().get(0).result(Metric.ELBO));
    }

    @Test
    void aWishToStopReachesTheMeasurementUnderWay() {
        CountDownLatch begun = new CountDownLatch(1);
        Evaluator endless = request -> Job.start("", Thread::startVirtualThread, context -> {
            begun.countDown();
            while (true) {
                context.checkCancelled();
                Thread.onSpinWait();
            }
        });
        Job<Comparison> job = new ModelComparison(endless)
                .compare(new ComparisonRequest(List.of(normal, mixture), DATA, null, MEASURES, 0), _ -> {});

        assertThat(begun).satisfies(latch -> latch.await());
        job.cancel();

        assertThat(job.await()).isInstanceOf(Outcome.Cancelled.class);
    }

    @Test
    void whatOneMeasurementCannotDoIsTheComparisonsFailure() {
        Evaluator failing = _ -> Job.failed("", new BadDataset("It is empty.", "Choose another."));

        assertThatThrownBy(() -> new ModelComparison(failing, Runnable::run)
                        .compare(new ComparisonRequest(List.of(normal, mixture), DATA, null, MEASURES, 0), _ -> {})
                        .await()
                        .orThrow())
                .isInstanceOf(BadDataset.class);
    }

    @Test
    void contendersThatCannotBeComparedAreRefused() {
        Contender larger = Contender.neutral(new Model(9), PriorKind.NORMAL);

        assertThatThrownBy(() -> new ComparisonRequest(List.of(normal), DATA, null, MEASURES, 0))
                .hasMessageContaining("from 2 to 5, got 1");
        assertThatThrownBy(() -> new ComparisonRequest(List.of(normal, normal), DATA, null, MEASURES, 0))
                .hasMessageContaining("different");
        assertThatThrownBy(() -> new ComparisonRequest(List.of(normal, larger), DATA, null, MEASURES, 0))
                .hasMessageContaining("one image shape");
        assertThatThrownBy(() -> normal.at(5)).hasMessageContaining("temperature must be in [0.0, 4.0], got 5.0");
    }
}
