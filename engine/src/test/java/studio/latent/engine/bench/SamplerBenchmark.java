package studio.latent.engine.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import studio.latent.engine.Evaluation;
import studio.latent.engine.EvaluationRequest;
import studio.latent.engine.FeatureChoice;
import studio.latent.engine.ImageSource;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.metric.Band;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricOptions;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.feature.ResizeMode;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.sample.SigmaSchedule;

/// The Fréchet distance of a diffusion model's images by sampler and number of steps, at the same seeds: a row of a
/// table each. Arguments: model, data set, images, a folder to keep features in, threads, numbers of steps with commas,
/// and where the steps lie, with commas, `usual` for where the model has them.
public final class SamplerBenchmark {
    /// DDPM has the variance of the posterior, or as it was published first the larger one of the forward step.
    private static final List<Rival> RIVALS = List.of(
            new Rival("dpm-solver-2m", Map.of()),
            new Rival("ddim", Map.of()),
            new Rival("ddpm", Map.of()),
            new Rival("ddpm", Map.of("variance", "large")));

    private record Rival(String sampler, Map<String, String> knobs) {}

    private SamplerBenchmark() {}

    public static void main(String[] args) throws StudioException {
        System.setProperty("ai.djl.offline", "true");
        int count = Integer.parseInt(args[2]);
        StudioOptions options =
                new StudioOptions(Path.of("sample-models"), Path.of(args[3]), "cpu", Integer.parseInt(args[4]));
        try (Studio studio = Studio.open(options)) {
            OpenModel model = studio.models().open(args[0]).await().orThrow();
            ImageSource.Data data = data(studio, args[1], model.card().imageShape(), 2 * count);
            SigmaSchedule usual = model.usualSampling().schedule();
            System.out.println(
                    "| sampler | where its steps lie | steps | network evaluations | Fréchet distance | band | ms an image |");
            System.out.println("|---|---|---|---|---|---|---|");
            for (String number : args[5].split(",", -1)) {
                for (String place : args[6].split(",", -1)) {
                    SigmaSchedule schedule =
                            place.equals("usual") ? usual : SigmaSchedule.valueOf(place.toUpperCase(Locale.ROOT));
                    for (Rival rival : RIVALS) {
                        SamplerSettings settings = new SamplerSettings(
                                rival.sampler(), rival.knobs(), schedule, Integer.parseInt(number), 1, Map.of());
                        ImageSource.Drawn drawn = new ImageSource.Drawn(model, PriorKind.NORMAL, 1, settings, 0, count);
                        System.out.println(row(settings, measured(studio, drawn, data)));
                    }
                }
            }
        }
    }

    /// `real` images of the data at most, half of which tell the floor, brought to the side of the model's images
    /// where they have another.
    private static ImageSource.Data data(Studio studio, String name, ImageShape shape, int real)
            throws StudioException {
        ImageShape stored = studio.datasets().describe(name).await().orThrow().shape();
        boolean same = stored.width() == shape.width() && stored.height() == shape.height();
        return new ImageSource.Data(name, same ? 0 : shape.width(), real);
    }

    private static Evaluation measured(Studio studio, ImageSource.Drawn drawn, ImageSource.Data data)
            throws StudioException {
        return studio.evaluator()
                .evaluate(new EvaluationRequest(
                        drawn,
                        data,
                        null,
                        List.of(Metric.FRECHET_DISTANCE),
                        new FeatureChoice.Mixed5(),
                        ResizeMode.CLEAN,
                        MetricOptions.standard(0)))
                .await()
                .orThrow();
    }

    private static String row(SamplerSettings settings, Evaluation evaluation) {
        Evaluation.Drawing drawing = Objects.requireNonNull(evaluation.drawing());
        String values = switch (evaluation.results().getFirst()) {
            case MetricResult.Measured measured -> {
                Band band = measured.band();
                yield String.format(Locale.ROOT, "%.2f | ", measured.value())
                        + (band == null ? "" : String.format(Locale.ROOT, "%.2f–%.2f", band.low(), band.high()));
            }
            case MetricResult.NotMeasurable none -> "no value: " + none.reason() + " |";
        };
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %s | %.0f |",
                (settings.sampler() + " " + String.join(", ", settings.knobs().values())).strip(),
                settings.schedule().name().toLowerCase(Locale.ROOT),
                settings.steps(),
                drawing.networkEvaluations(),
                values,
                1000 * drawing.secondsPerImage());
    }
}
