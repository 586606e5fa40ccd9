package studio.latent.engine;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.train.MetricPoint;
import studio.latent.engine.train.TrainingEvent;

/// Measures a model while it trains: on copies of its weights, on the metrics lane, within a share of the time.
///
/// After a measurement of t seconds the next one waits t·(1 − share)/share seconds, so that measuring takes no more
/// than the share. What is prepared once for a data set (its features, its classifier) is not counted.
///
/// Safe on any thread.
final class LiveMetrics implements AutoCloseable {
    private final Lanes lanes;
    private final RunMeasure measure;
    private final TimeShare share;
    private final Consumer<TrainingEvent> report;
    private @Nullable Job<?> current;
    private boolean busy;
    private boolean usable = true;
    private long next = System.nanoTime();

    /// A share of the time, in (0, 1].
    record TimeShare(double share) {
        TimeShare {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share must be in (0, 1], got " + share);
            }
        }

        /// How long to pause after `nanos` of measuring.
        long pauseAfter(long nanos) {
            return Math.round(nanos * (1 - share) / share);
        }
    }

    /// @param report is told of each measurement, on the metrics lane
    LiveMetrics(Lanes lanes, RunMeasure measure, TimeShare share, Consumer<TrainingEvent> report) {
        this.lanes = lanes;
        this.measure = measure;
        this.share = share;
        this.report = report;
    }

    /// Prepares the real images' side in the background.
    synchronized void start() {
        run("Preparing metrics", 0, context -> measure.prepare(context));
    }

    /// Whether a copy of the weights would be measured now.
    synchronized boolean isWanted() {
        return usable && !busy && System.nanoTime() - next >= 0;
    }

    /// Measures a copy of the weights, if it is time.
    synchronized void publish(int step, Map<String, HostTensor> weights) {
        if (isWanted()) {
            run("Measuring", step, context -> tell(step, measure.measure(weights, context)));
        }
    }

    /// Measures the last weights and waits for it: the end of a run is never without its number, or without the
    /// reason.
    List<TrainingEvent> last(int step, Map<String, HostTensor> weights, JobContext context) {
        if (!isUsable()) {
            return List.of();
        }
        Job<List<MetricPoint>> job = Job.start("Measuring", lanes.metrics().at(Lane.Urgency.SOON), inner -> {
            measure.prepare(inner);
            return measure.measure(weights, inner);
        });
        while (!job.isDone()) {
            if (context.cancellation().isRequested()) {
                job.cancel();
            }
            context.progress("Measuring", job.progress().done(), job.progress().total());
            sleep();
        }
        return switch (job.await()) {
            case Outcome.Completed<List<MetricPoint>>(List<MetricPoint> points) ->
                points.isEmpty() ? List.of() : List.of(new TrainingEvent.Measured(step, points));
            case Outcome.Cancelled<List<MetricPoint>> _ -> List.of();
            case Outcome.Failed<List<MetricPoint>>(StudioException why) -> List.of(noMetrics(step, why));
            case Outcome.Failed<List<MetricPoint>>(Throwable bug) -> throw new IllegalStateException(bug);
        };
    }

    private static TrainingEvent noMetrics(int step, StudioException why) {
        return new TrainingEvent.Note(step, "No live metrics: " + why.problem() + " " + why.remedy());
    }

    private synchronized boolean isUsable() {
        return usable;
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// One turn on the metrics lane.
    @FunctionalInterface
    private interface Turn {
        void run(JobContext context) throws StudioException;
    }

    private void run(String name, int step, Turn turn) {
        busy = true;
        current = Job.start(name, lanes.metrics().at(Lane.Urgency.WHENEVER), context -> {
            long start = System.nanoTime();
            try {
                turn.run(context);
            } catch (StudioException e) {
                unusable(step, e);
            } catch (OutOfDeviceMemory.Unchecked e) {
                unusable(step, e.fault());
            } finally {
                done(step == 0 ? 0 : System.nanoTime() - start);
            }
            return name;
        });
    }

    private void tell(int step, List<MetricPoint> points) {
        if (!points.isEmpty()) {
            report.accept(new TrainingEvent.Measured(step, points));
        }
        measure.takeRemarks().forEach(remark -> report.accept(new TrainingEvent.Note(step, remark)));
    }

    private void unusable(int step, StudioException why) {
        synchronized (this) {
            usable = false;
        }
        report.accept(noMetrics(step, why));
    }

    private synchronized void done(long nanos) {
        busy = false;
        next = System.nanoTime() + share.pauseAfter(nanos);
    }

    /// Ends what runs and frees what it holds.
    @Override
    public synchronized void close() {
        usable = false;
        if (current != null) {
            current.cancel();
        }
        Job.start("Closing metrics", lanes.metrics().at(Lane.Urgency.WHENEVER), _ -> {
            measure.close();
            return "";
        });
    }
}
