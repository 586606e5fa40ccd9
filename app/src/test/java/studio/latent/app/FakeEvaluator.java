package studio.latent.app;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.Evaluation;
import studio.latent.engine.EvaluationRequest;
import studio.latent.engine.Evaluator;
import studio.latent.engine.ImageSource;
import studio.latent.engine.job.Job;
import studio.latent.engine.metric.Band;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricResult;

/// Values by formula: the number of images and the temperature tell them.
public final class FakeEvaluator implements Evaluator {
    private final FakeStudio studio;
    private final List<EvaluationRequest> requests = new ArrayList<>();

    FakeEvaluator(FakeStudio studio) {
        this.studio = studio;
    }

    /// What was asked for, oldest first.
    public List<EvaluationRequest> requests() {
        return List.copyOf(requests);
    }

    public @Nullable EvaluationRequest lastRequest() {
        return requests.isEmpty() ? null : requests.getLast();
    }

    @Override
    public Job<Evaluation> evaluate(EvaluationRequest request) {
        requests.add(request);
        return studio.job("Measuring", context -> {
            List<MetricResult> results = new ArrayList<>();
            for (Metric metric : request.metrics()) {
                context.progress("", results.size(), request.metrics().size());
                results.add(result(metric, request));
            }
            boolean drawn = request.generated() instanceof ImageSource.Drawn;
            return new Evaluation(
                    results,
                    "fake features, 8-d",
                    false,
                    "held-out images",
                    List.of("broken.png: it is no image"),
                    List.of(),
                    drawn ? new Evaluation.Drawing(0.002, 1, "") : null);
        });
    }

    private static MetricResult result(Metric metric, EvaluationRequest request) {
        if (metric == Metric.INCEPTION_SCORE) {
            return new MetricResult.NotMeasurable(metric, "The features have no classes.", "Use others.");
        }
        int count = request.generated() instanceof ImageSource.Drawn drawn ? drawn.count() : 10;
        double scale = request.generated() instanceof ImageSource.Drawn drawn ? drawn.temperature() : 1;
        double value = scale * (metric.better() == Metric.Better.HIGHER ? 0.5 : 20);
        return new MetricResult.Measured(
                metric,
                value,
                new MetricResult.Basis(count, 100, "fake", request.resize().id()),
                new Band(0.9 * value, 1.1 * value, 0.95, Band.Method.BOOTSTRAP),
                value / 4);
    }
}
