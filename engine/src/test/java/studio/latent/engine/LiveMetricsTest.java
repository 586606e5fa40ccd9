package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.train.MetricPoint;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingRequest;

class LiveMetricsTest {
    @TempDir
    Path folder;

    /// Dark and bright noise in two classes.
    private Path data(int count, boolean labelled) throws IOException {
        Path place = folder.resolve("data" + count + labelled);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < count; i++) {
            Path label = Files.createDirectories(labelled ? place.resolve(i % 2 == 0 ? "dark" : "bright") : place);
            byte[] samples = new byte[64];
            for (int k = 0; k < samples.length; k++) {
                samples[k] = (byte) (random.nextInt(40) + (i % 2 == 0 ? 0 : 180));
            }
            Files.write(
                    label.resolve(i + ".png"), PngFile.encode(new Raster(new ImageShape(1, 8, 8), samples), Map.of()));
        }
        return place;
    }

    private List<TrainingEvent> train(Path data, String share) throws Exception {
        Map<String, String> settings =
                Map.of("latentDimension", "2", "width", "4", "hidden", "8", "batch", "8", "metricsShare", share);
        Path run = folder.resolve("run" + share + data.getFileName());
        try (Studio studio = Studio.open(new StudioOptions(null, folder.resolve("home"), "cpu", 1))) {
            TrainingRun started = studio.training()
                    .start(new TrainingRequest(
                            "vae", data.toString(), "small", settings, OptionalInt.of(6), 5, "cpu", run))
                    .await()
                    .orThrow();
            List<TrainingEvent> events = new ArrayList<>();
            started.subscribe(events::add);
            started.job().await().orThrow();
            assertThat(Files.readString(run.resolve("journal.jsonl")).contains("\"event\":\"measured\""))
                    .isEqualTo(!share.equals("0") && data.toString().contains("true"));
            return List.copyOf(events);
        }
    }

    @Test
    void theEndOfARunIsMeasuredWithBandFloorAndClasses() throws Exception {
        List<TrainingEvent> events = train(data(450, true), "15");

        List<MetricPoint> points = events.stream()
                .filter(TrainingEvent.Measured.class::isInstance)
                .map(TrainingEvent.Measured.class::cast)
                .reduce((_, last) -> last)
                .orElseThrow()
                .points();
        assertThat(points)
                .extracting(MetricPoint::metric)
                .contains("frechet-distance", "precision", "recall", "coverage", "class-entropy");
        MetricPoint distance = points.getFirst();
        assertThat(distance.low()).isNotNull().isLessThanOrEqualTo(distance.value());
        assertThat(distance.high()).isNotNull().isGreaterThanOrEqualTo(distance.value());
        assertThat(distance.floor())
                .as("real against real, after six steps of training")
                .isNotNull()
                .isLessThan(distance.value());
        assertThat(distance.count()).isEqualTo(1024);
        assertThat(distance.features()).contains("classifier");
        MetricPoint entropy = points.getLast();
        assertThat(entropy.floor()).isNotNull().isBetween(0.6, Math.log(2) + 1e-6);
        assertThat(entropy.value()).isBetween(0.0, Math.log(2) + 1e-6);
        try (Stream<Path> kept = Files.list(folder.resolve("home/cache/classifiers"))) {
            assertThat(kept).as("the classifier is trained once for a data set").hasSize(1);
        }
    }

    @Test
    void aRunThatCannotBeMeasuredSaysSoAndTrains() throws Exception {
        List<TrainingEvent> events = train(data(30, false), "15");

        assertThat(events)
                .filteredOn(TrainingEvent.Note.class::isInstance)
                .extracting(event -> ((TrainingEvent.Note) event).text())
                .anyMatch(text -> text.contains("No live metrics") && text.contains("not installed"));
        assertThat(events.getLast().step()).isEqualTo(6);
    }

    @Test
    void noShareOfTheTimeIsNoMetrics() throws Exception {
        assertThat(train(data(40, true), "0")).noneMatch(TrainingEvent.Measured.class::isInstance);
    }

    @Test
    void measuringWaitsUntilItsShareOfTheTimeIsKept() {
        assertThat(new LiveMetrics.TimeShare(0.15).pauseAfter(15)).isEqualTo(85);
        assertThat(new LiveMetrics.TimeShare(1).pauseAfter(15)).isZero();
        assertThatThrownBy(() -> new LiveMetrics.TimeShare(0)).hasMessageContaining("(0, 1]");
    }
}
