package studio.latent.engine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.job.Progress;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricResult;

/// Measures several models alike, one after the other, then sweeps each family's dial.
///
/// What is known is told as it comes, so that nothing is lost when the rest is cancelled.
public final class ModelComparison {
    private static final List<Metric> CURVE = List.of(Metric.PRECISION, Metric.RECALL);
    /// Units of progress that one measurement is divided into.
    private static final int PARTS = 100;

    private static final long LOOK_EVERY_MILLIS = 50;

    private final Evaluator evaluator;
    private final Executor executor;

    public ModelComparison(Evaluator evaluator) {
        this(evaluator, Thread::startVirtualThread);
    }

    /// @param executor runs what waits for one measurement after the other
    public ModelComparison(Evaluator evaluator, Executor executor) {
        this.evaluator = evaluator;
        this.executor = executor;
    }

    /// One measurement to come: a contender as it is, or with its dial at a stop.
    private record Step(int row, Contender contender, boolean sweep) {}

    /// Measures as asked and calls `partly` on the job's thread after each step with all that is known.
    public Job<Comparison> compare(ComparisonRequest request, Consumer<Comparison> partly) {
        return Job.start("Comparing", executor, context -> {
            List<Step> steps = steps(request);
            Comparison known = Comparison.of(request.contenders());
            Map<OpenModel, List<MetricResult>> likelihoods = new HashMap<>();
            partly.accept(known);
            for (int i = 0; i < steps.size(); i++) {
                context.checkCancelled();
                Step step = steps.get(i);
                List<MetricResult> before = step.sweep()
                        ? List.of()
                        : likelihoods.getOrDefault(step.contender().model(), List.of());
                Evaluation evaluation =
                        follow(evaluator.evaluate(evaluation(request, step, before)), context, i, steps.size());
                if (step.sweep()) {
                    known = known.with(step.row(), point(step.contender().dial(), evaluation));
                } else {
                    Evaluation whole = joined(request.measures().metrics(), evaluation, before);
                    likelihoods.put(
                            step.contender().model(),
                            whole.results().stream()
                                    .filter(result -> result.metric().source() == Metric.Source.LIKELIHOOD)
                                    .toList());
                    known = known.with(step.row(), whole);
                }
                partly.accept(known);
            }
            return known;
        });
    }

    private static List<Step> steps(ComparisonRequest request) {
        List<Step> steps = new ArrayList<>();
        for (int row = 0; row < request.contenders().size(); row++) {
            steps.add(new Step(row, request.contenders().get(row), false));
        }
        for (int row = 0; row < request.contenders().size() && request.sweepCount() > 0; row++) {
            Contender contender = request.contenders().get(row);
            for (double stop : contender.stops()) {
                steps.add(new Step(row, contender.at(stop), true));
            }
        }
        return steps;
    }

    /// @param before results of the same model that need not be measured again: a likelihood asks no prior to
    /// draw from
    private static EvaluationRequest evaluation(ComparisonRequest request, Step step, List<MetricResult> before) {
        if (step.sweep()) {
            return request.of(step.contender(), CURVE, request.sweepCount());
        }
        List<Metric> known = before.stream().map(MetricResult::metric).toList();
        List<Metric> rest = request.measures().metrics().stream()
                .filter(metric -> !known.contains(metric))
                .toList();
        List<Metric> wanted = rest.isEmpty() ? request.measures().metrics() : rest;
        return request.of(step.contender(), wanted, request.measures().count());
    }

    /// What was measured now and before, in the order asked for.
    private static Evaluation joined(List<Metric> metrics, Evaluation now, List<MetricResult> before) {
        Map<Metric, MetricResult> all = new EnumMap<>(Metric.class);
        before.forEach(result -> all.put(result.metric(), result));
        now.results().forEach(result -> all.put(result.metric(), result));
        return now.with(metrics.stream()
                .filter(all::containsKey)
                .map(metric -> Objects.requireNonNull(all.get(metric)))
                .toList());
    }

    private static Comparison.DialPoint point(double dial, Evaluation evaluation) {
        return new Comparison.DialPoint(
                dial, evaluation.results().getFirst(), evaluation.results().getLast());
    }

    /// Waits for one measurement, tells how far it is and hands a wish to stop on to it.
    private static Evaluation follow(Job<Evaluation> inner, JobContext context, int done, int total)
            throws StudioException {
        CountDownLatch ended = new CountDownLatch(1);
        inner.whenDone(_ -> ended.countDown());
        long furthest = 0;
        try {
            while (!ended.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                if (context.cancellation().isRequested()) {
                    inner.cancel();
                }
                Progress now = inner.progress();
                furthest = Math.max(furthest, (long) (PARTS * now.fraction()));
                context.progress(now.activity(), (long) PARTS * done + furthest, (long) PARTS * total);
            }
        } catch (InterruptedException e) {
            inner.cancel();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
        context.progress("", (long) PARTS * (done + 1), (long) PARTS * total);
        Outcome<Evaluation> outcome = inner.await();
        if (outcome instanceof Outcome.Cancelled<Evaluation>) {
            context.checkCancelled();
        }
        return outcome.orThrow();
    }
}
