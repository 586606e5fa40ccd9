package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.metric.KernelDistance;
import studio.latent.engine.metric.Metric;
import studio.latent.engine.metric.MetricOptions;
import studio.latent.engine.metric.MetricResult;
import studio.latent.engine.metric.feature.ResizeMode;

class LocalEvaluatorTest {
    private static final MetricOptions QUICK = new MetricOptions(3, 0.95, 20, 4, new KernelDistance(5, 20), 10);

    @TempDir
    Path folder;

    private Studio studio = Studio.open(new StudioOptions(null, Path.of("unused"), "cpu", 1));

    @BeforeEach
    void open() {
        studio.close();
        studio = Studio.open(new StudioOptions(null, folder.resolve("home"), "cpu", 1));
    }

    @AfterEach
    void close() {
        studio.close();
    }

    /// `count` images of 3×3 noise around `level`.
    private Path images(String name, int count, int level) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        SplittableRandom random = new SplittableRandom(level);
        for (int i = 0; i < count; i++) {
            byte[] samples = new byte[9];
            for (int k = 0; k < samples.length; k++) {
                samples[k] = (byte) (level + random.nextInt(40));
            }
            write(place.resolve(i + ".png"), new Raster(new ImageShape(1, 3, 3), samples));
        }
        return place;
    }

    private static void write(Path file, Raster image) throws IOException {
        Files.write(file, PngFile.encode(image, Map.of()));
    }

    private Evaluation evaluate(ImageSource generated, ImageSource reference, Metric... metrics) throws Exception {
        EvaluationRequest request = new EvaluationRequest(
                generated, reference, null, List.of(metrics), new FeatureChoice.Pixels(), ResizeMode.CLEAN, QUICK);
        return studio.evaluator().evaluate(request).await().orThrow();
    }

    private static MetricResult.Measured measured(Evaluation evaluation, int index) {
        return (MetricResult.Measured) evaluation.results().get(index);
    }

    @Test
    void imagesOfAnotherBrightnessAreFartherThanImagesOfTheSame() throws Exception {
        ImageSource real = new ImageSource.Loose(images("real", 60, 100));
        ImageSource same = new ImageSource.Loose(images("same", 60, 101));
        ImageSource other = new ImageSource.Loose(images("other", 60, 180));

        Evaluation near = evaluate(same, real, Metric.FRECHET_DISTANCE, Metric.RECALL);
        Evaluation far = evaluate(other, real, Metric.FRECHET_DISTANCE, Metric.RECALL);

        assertThat(measured(far, 0).value())
                .isGreaterThan(10 * measured(near, 0).value());
        assertThat(measured(near, 1).value()).isGreaterThan(0.5);
        assertThat(measured(far, 1).value()).isZero();
        assertThat(measured(near, 0).basis().generated()).isEqualTo(60);
        assertThat(near.features()).contains("raw pixels, 9-d");
        assertThat(near.standard()).isFalse();
        assertThat(near.secondsPerImage()).isEmpty();
    }

    @Test
    void aDataSetGivesItsOwnFloorFromImagesThatAreKeptBack() throws Exception {
        Path data = images("data", 80, 100);

        Evaluation evaluation = evaluate(
                new ImageSource.Loose(images("made", 30, 150)),
                new ImageSource.Data(data.toString(), 0, 0),
                Metric.FRECHET_DISTANCE);

        MetricResult.Measured result = measured(evaluation, 0);
        assertThat(result.basis().reference()).isEqualTo(50);
        assertThat(result.floor()).isNotNull().isLessThan(result.value());
        assertThat(evaluation.floor()).isEqualTo("30 of the real images against the other 50");
    }

    @Test
    void tooFewImagesGiveAReasonInTheValuesPlace() throws Exception {
        Evaluation evaluation = evaluate(
                new ImageSource.Loose(images("few", 5, 100)),
                new ImageSource.Loose(images("real", 60, 100)),
                Metric.FRECHET_DISTANCE);

        assertThat(evaluation.results().getFirst())
                .isInstanceOfSatisfying(
                        MetricResult.NotMeasurable.class,
                        none -> assertThat(none.reason()).contains("10 generated images"));
    }

    @Test
    void aBrokenImageIsLeftOutAndNamed() throws Exception {
        Path made = images("made", 20, 101);
        Files.writeString(made.resolve("broken.png"), "no image");

        Evaluation evaluation = evaluate(
                new ImageSource.Loose(made), new ImageSource.Loose(images("real", 20, 100)), Metric.FRECHET_DISTANCE);

        assertThat(evaluation.skipped()).singleElement().asString().startsWith("broken.png: ");
        assertThat(measured(evaluation, 0).basis().generated()).isEqualTo(20);
    }

    @Test
    void foldersThatCannotBeMeasuredAreNamedWithTheReason() throws Exception {
        Path real = images("real", 20, 100);
        ImageSource reference = new ImageSource.Loose(real);
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path mixed = images("mixed", 5, 100);
        write(mixed.resolve("large.png"), new Raster(new ImageShape(1, 4, 4), new byte[16]));

        assertThatThrownBy(() -> evaluate(reference, new ImageSource.Loose(real), Metric.RECALL))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("same folder");
        assertThatThrownBy(() -> evaluate(new ImageSource.Loose(empty), reference, Metric.RECALL))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("no image that can be read");
        assertThatThrownBy(() -> evaluate(new ImageSource.Loose(folder.resolve("nowhere")), reference, Metric.RECALL))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> evaluate(new ImageSource.Loose(mixed), reference, Metric.RECALL))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("one shape");
    }

    @Test
    void twoFoldersOfTheSameImagesAreNoticedWhateverTheNamesAndTheOrder() throws Exception {
        Path real = images("real", 20, 100);
        Path copy = Files.createDirectories(folder.resolve("copy"));
        for (int i = 0; i < 20; i++) {
            Files.copy(real.resolve(i + ".png"), copy.resolve("x" + (40 - i) + ".png"));
        }

        assertThatThrownBy(() ->
                        evaluate(new ImageSource.Loose(copy), new ImageSource.Loose(real), Metric.FRECHET_DISTANCE))
                .isInstanceOfSatisfying(BadOption.class, e -> {
                    assertThat(e.problem()).contains(copy.toString(), real.toString(), "the same 20 images");
                    assertThat(e.remedy()).startsWith("Name a folder of generated and one of real images");
                });
        assertThat(evaluate(
                                new ImageSource.Loose(images("made", 20, 101)),
                                new ImageSource.Loose(real),
                                Metric.FRECHET_DISTANCE)
                        .remarks())
                .isEmpty();
    }

    @Test
    void aFolderWithinTheOtherIsMeasuredAndRemarkedOn() throws Exception {
        Path real = images("real", 30, 100);
        Path part = images("part", 20, 100);
        Path mixed = images("mixed", 5, 100);
        write(mixed.resolve("own.png"), new Raster(new ImageShape(1, 3, 3), new byte[9]));
        ImageSource all = new ImageSource.Loose(real);

        assertThat(evaluate(new ImageSource.Loose(part), all, Metric.RECALL).remarks())
                .singleElement()
                .asString()
                .startsWith("All 20 generated images are also among the 30 reference images");
        assertThat(evaluate(all, new ImageSource.Loose(part), Metric.RECALL).remarks())
                .singleElement()
                .asString()
                .startsWith("All 20 reference images are also among the 30 generated ones");
        assertThat(evaluate(new ImageSource.Loose(mixed), all, Metric.RECALL).remarks())
                .containsExactly("5 of the 6 generated images are also among the reference images, pixel for pixel.");
    }

    /// Dark images of class `a`, bright ones of class `b`, `count` of each.
    private Path classes(int count) throws IOException {
        for (String name : List.of("a", "b")) {
            Path made = images("classes/" + name, count, name.equals("a") ? 0 : 200);
            assertThat(made).isDirectory();
        }
        return folder.resolve("classes");
    }

    private Evaluation domain(ImageSource generated, ImageSource reference) throws Exception {
        EvaluationRequest request = new EvaluationRequest(
                generated,
                reference,
                null,
                List.of(Metric.CLASS_ENTROPY, Metric.PRECISION),
                new FeatureChoice.Domain(),
                ResizeMode.CLEAN,
                QUICK);
        return studio.evaluator().evaluate(request).await().orThrow();
    }

    @Test
    void aClassifierOfTheDataSeesThatOneClassIsMissing() throws Exception {
        ImageSource data = new ImageSource.Data(classes(150).toString(), 0, 0);

        Evaluation evaluation = domain(new ImageSource.Loose(images("dark", 40, 1)), data);

        assertThat(evaluation.features())
                .startsWith("classifier of the data set, 128-d, ")
                .endsWith("% of held-out images told right");
        MetricResult.Measured entropy = measured(evaluation, 0);
        assertThat(entropy.floor()).isNotNull().isBetween(0.6, Math.log(2) + 1e-6);
        assertThat(entropy.value()).isLessThan(0.7 * Objects.requireNonNull(entropy.floor()));
        assertThat(measured(evaluation, 1).basis().features()).isEqualTo("domain-classifier");
    }

    @Test
    void dataWithoutClassesHaveNoClassifierAndTheReasonIsSaid() throws Exception {
        Path plain = images("plain", 30, 100);
        ImageSource made = new ImageSource.Loose(images("made", 30, 101));

        assertThatThrownBy(() -> domain(made, new ImageSource.Data(plain.toString(), 0, 0)))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("no two classes");
        assertThatThrownBy(() -> domain(made, new ImageSource.Loose(plain)))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("loose images");
    }

    @Test
    void withoutTheShippedNetworkTheUserIsToldWhatElseThereIs() throws Exception {
        EvaluationRequest request = new EvaluationRequest(
                new ImageSource.Loose(images("a", 5, 100)),
                new ImageSource.Loose(images("b", 5, 101)),
                null,
                List.of(Metric.RECALL),
                new FeatureChoice.Mixed5(),
                ResizeMode.CLEAN,
                QUICK);

        assertThatThrownBy(() -> studio.evaluator().evaluate(request).await().orThrow())
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("not installed");
    }
}
