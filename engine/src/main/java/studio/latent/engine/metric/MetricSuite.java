package studio.latent.engine.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.job.Progress;
import studio.latent.engine.tensor.ComputeDevice;

/// Measures generated images against real ones: wanted metrics in, a value with band and floor, or a reason, out.
///
/// The same input, options and device give the same results. Bands are those of other generated images; the real
/// images are held fixed. The floor is the same metric of held-out real images, as many as were generated where
/// there are so many: a smaller number raises a Fréchet distance by itself.
public final class MetricSuite {
    /// Parts of the Inception Score, as in the paper.
    static final int SPLITS = 10;

    private final ComputeDevice device;
    private final MetricInput input;
    private final MetricOptions options;

    public MetricSuite(ComputeDevice device, MetricInput input, MetricOptions options) {
        this.device = device;
        this.input = input;
        this.options = options;
    }

    /// One result a metric, in the order asked for. On a lane; cancellable between its steps.
    ///
    /// The progress counts whole metrics and names the step that runs.
    public List<MetricResult> measure(List<Metric> wanted, JobContext context) throws OutOfDeviceMemory {
        MetricRules rules = new MetricRules(input, options);
        SuiteValues generated = new SuiteValues(device, input, options);
        @Nullable FeatureMatrix heldOut = input.heldOut();
        @Nullable
        SuiteValues real = heldOut == null || heldOut.count() == 0
                ? null
                : new SuiteValues(device, input.ofHeldOut(heldOut, options.seed()), options);
        if (real != null) {
            real.shareReference(generated);
        }
        List<MetricResult> results = new ArrayList<>();
        for (Metric metric : wanted) {
            context.checkCancelled();
            context.progress("", results.size(), wanted.size());
            JobContext inner = new Part(context, results.size(), wanted.size());
            Optional<MetricResult.NotMeasurable> refusal = rules.refusal(metric);
            results.add(
                    refusal.isPresent()
                            ? refusal.get()
                            : new MetricResult.Measured(
                                    metric,
                                    generated.value(metric, inner),
                                    input.basis(),
                                    generated.band(metric, inner),
                                    real == null ? null : floor(metric, real, inner)));
        }
        context.progress("", wanted.size(), wanted.size());
        return List.copyOf(results);
    }

    private @Nullable Double floor(Metric metric, SuiteValues real, JobContext context) throws OutOfDeviceMemory {
        boolean possible =
                new MetricRules(real.input(), options).refusal(metric).isEmpty();
        return possible ? real.value(metric, context) : null;
    }

    /// Hands on what a step says, with the count of metrics in the place of its own.
    private record Part(JobContext whole, int done, int total) implements JobContext {
        @Override
        public Cancellation cancellation() {
            return whole.cancellation();
        }

        @Override
        public void progress(Progress step) {
            whole.progress(step.activity(), done, total);
        }
    }
}
