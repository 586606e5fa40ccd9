package studio.latent.engine.metric.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageResize;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.Safetensors;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.job.Progress;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class InceptionMixed5Test {
    private static final Path FILE = InceptionMixed5.fileIn(Path.of("..", "sample-models"));

    private static <T> T onLane(ResizeMode mode, OnNetwork<T> body) throws Exception {
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            try (InceptionMixed5 network = InceptionMixed5.load(FILE, mode, ComputeDevice.CPU)) {
                return body.run(network);
            }
        });
    }

    @FunctionalInterface
    private interface OnNetwork<T> {
        T run(InceptionMixed5 network) throws Exception;
    }

    private static FeatureMatrix features(FeatureImages images) throws Exception {
        return onLane(ResizeMode.CLEAN, network -> network.features(images, JobContext.unattended()));
    }

    @ParameterizedTest
    @EnumSource
    void featuresEqualAnIndependentNetworkOfTheSameWeights(ResizeMode mode) throws Exception {
        JsonObject golden = FeatureGolden.root();
        int step = golden.get("mixed5Step").getAsInt();
        List<JsonObject> rows = FeatureGolden.cases(golden, mode);
        List<Raster> images = rows.stream().map(FeatureGolden::image).toList();

        FeatureMatrix features =
                onLane(mode, network -> network.features(FeatureImages.of(images), JobContext.unattended()));

        assertThat(rows).hasSize(3);
        for (int i = 0; i < rows.size(); i++) {
            FeatureGolden.assertClose(features.row(i), rows.get(i).getAsJsonArray("mixed5"), step, 1e-5);
        }
    }

    @Test
    void aRowDependsOnItsImageAloneWhateverStandsBesideIt() throws Exception {
        Raster image = TestImages.image(1, 28, 28, 5);
        List<Raster> many = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            many.add(TestImages.image(1, 28, 28, i));
        }
        many.add(TestImages.image(3, 20, 30, 1));

        FeatureMatrix alone = features(TestImages.images(image));
        FeatureMatrix among = features(FeatureImages.of(many));

        assertThat(among.count()).isEqualTo(10);
        assertThat(among.dimension()).isEqualTo(768);
        for (int j = 0; j < 768; j++) {
            assertThat(Math.abs(among.value(5, j) - alone.value(0, j))).isLessThan(1e-5f);
        }
    }

    @Test
    void greyImagesAndTheirRgbCopiesHaveTheSameFeatures() throws Exception {
        Raster grey = TestImages.image(1, 28, 28, 2);

        FeatureMatrix both = features(TestImages.images(grey, ImageResize.toChannels(grey, 3)));

        for (int j = 0; j < 768; j++) {
            assertThat(Math.abs(both.value(0, j) - both.value(1, j))).isLessThan(1e-5f);
        }
    }

    @Test
    void imagesOfFloatsHaveTheFeaturesOfTheirBytes() throws Exception {
        Raster image = TestImages.image(1, 28, 28, 2);
        float[] values = new float[28 * 28];
        for (int i = 0; i < values.length; i++) {
            values[i] = (image.samples()[i] & 0xff) / 255f;
        }

        FeatureMatrix bytes = features(TestImages.images(image));
        FeatureMatrix floats = features(FeatureImages.ofFloats(image.shape(), values));

        for (int j = 0; j < 768; j++) {
            assertThat(Math.abs(floats.value(0, j) - bytes.value(0, j))).isLessThan(1e-5f);
        }
    }

    @Test
    void noImagesHaveNoFeatures() throws Exception {
        assertThat(features(TestImages.images()).count()).isZero();
    }

    @Test
    void whatANetworkSaysOfItselfTellsItFromOthers() throws Exception {
        onLane(ResizeMode.LEGACY_PYTORCH, network -> {
            assertThat(network.id()).isEqualTo("inception-v3-mixed5");
            assertThat(network.title()).doesNotContain("FID").contains("768-d");
            assertThat(network.isStandard()).isFalse();
            assertThat(network.resize()).isEqualTo("legacy-pytorch");
            assertThat(network.weightsHash()).matches("[0-9a-f]{64}");
            return network.dimension();
        });
    }

    @Test
    void progressIsToldAndCancellingEndsBetweenBatches() throws Exception {
        Cancellation cancellation = new Cancellation();
        AtomicReference<Progress> newest = new AtomicReference<>(Progress.NONE);
        JobContext context = new JobContext() {
            @Override
            public Cancellation cancellation() {
                return cancellation;
            }

            @Override
            public void progress(Progress progress) {
                newest.set(progress);
                if (progress.done() > 0) {
                    cancellation.request();
                }
            }
        };

        assertThatThrownBy(() ->
                        onLane(ResizeMode.CLEAN, network -> network.features(TestImages.series(17, 1, 8, 8), context)))
                .isInstanceOf(Cancellation.CancelledException.class);
        assertThat(newest.get().total()).isEqualTo(17);
        assertThat(newest.get().done()).isEqualTo(8);
    }

    @Test
    void aFileOfAnotherNetworkIsRefusedWithItsFirstWrongArray() throws Exception {
        Map<String, HostTensor> missing = new LinkedHashMap<>(Safetensors.read(FILE));
        missing.remove("batch_normalization_3.beta");
        missing.remove("conv2d_40.weight");
        Map<String, HostTensor> bent = new LinkedHashMap<>(Safetensors.read(FILE));
        bent.put("conv2d_2.weight", HostTensor.zeros(32, 32, 5, 5));
        Map<String, HostTensor> broken = new LinkedHashMap<>(Safetensors.read(FILE));
        float[] numbers =
                Objects.requireNonNull(broken.get("conv2d_1.weight")).values().clone();
        numbers[7] = Float.NaN;
        broken.put("conv2d_1.weight", new HostTensor(new int[] {32, 3, 3, 3}, numbers));

        assertRefused(missing, "'batch_normalization_3.beta' is missing");
        assertRefused(bent, "'conv2d_2.weight' has the shape 32×32×5×5 instead of 32×32×3×3");
        assertRefused(broken, "'conv2d_1.weight' holds the number NaN");
        assertRefused(Map.of(), "'conv2d_1.weight' is missing");
    }

    private static void assertRefused(Map<String, HostTensor> weights, String reason) {
        assertThatThrownBy(() -> OnLane.call(
                        Lane.Kind.BACKGROUND,
                        scope -> InceptionMixed5.of("some.file", weights, ResizeMode.CLEAN, ComputeDevice.CPU)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("some.file")
                .hasMessageContaining(reason);
    }

    @Test
    void aFileThatIsNotThereIsSaidSo() {
        assertThatThrownBy(() -> OnLane.call(
                        Lane.Kind.BACKGROUND,
                        scope -> InceptionMixed5.load(
                                Path.of("no", "such.safetensors"), ResizeMode.CLEAN, ComputeDevice.CPU)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aNetworkIsRefusedAwayFromItsLane() {
        assertThatThrownBy(() -> onLane(
                        ResizeMode.CLEAN,
                        network -> CompletableFuture.supplyAsync(() -> elsewhere(network))
                                .join()))
                .hasMessageContaining("lane");
    }

    private static FeatureMatrix elsewhere(InceptionMixed5 network) {
        try {
            return network.features(TestImages.series(1, 1, 8, 8), JobContext.unattended());
        } catch (StudioException e) {
            throw new AssertionError(e);
        }
    }
}
