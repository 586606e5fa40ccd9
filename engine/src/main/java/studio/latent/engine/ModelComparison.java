package studio.latent.engine;

import java.util.ArrayList;
import java.util.List;
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
            partly.accept(known);
            for (int i = 0; i < steps.size(); i++) {
                context.checkCancelled();
                Step step = steps.get(i);
                Evaluation evaluation = follow(evaluator.evaluate(evaluation(request, step)), context, i, steps.size());
                known = step.sweep()
                        ? known.with(step.row(), point(step.contender().dial(), evaluation))
                        : known.with(step.row(), evaluation);
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
            for (double stop : contender.model().card().family().dial().stops()) {
                steps.add(new Step(row, contender.at(stop), true));
            }
        }
        return steps;
    }

    private static EvaluationRequest evaluation(ComparisonRequest request, Step step) {
        return step.sweep()
                ? request.of(step.contender(), CURVE, request.sweepCount())
                : request.of(
                        step.contender(),
                        request.measures().metrics(),
                        request.measures().count());
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
