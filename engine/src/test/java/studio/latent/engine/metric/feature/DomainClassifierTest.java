package studio.latent.engine.metric.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.tensor.OnLane;

class DomainClassifierTest {
    private static final int COUNT = 400;

    /// Noise with one bright quarter: which one is the class.
    private static FeatureImages quarters() {
        return FeatureImages.of(IntStream.range(0, COUNT)
                .mapToObj(DomainClassifierTest::quarter)
                .toList());
    }

    private static Raster quarter(int index) {
        byte[] samples = new byte[16 * 16];
        for (int i = 0; i < samples.length; i++) {
            int place = i / 16 / 8 * 2 + i % 16 / 8;
            int bright = place == index % 4 ? 60 : 0;
            samples[i] = (byte) (bright + 120 * Noise.uniform(index, Noise.Stream.FIXED_GRID, i));
        }
        return new Raster(new ImageShape(1, 16, 16), samples);
    }

    private static int[] labels() {
        int[] labels = new int[COUNT];
        Arrays.setAll(labels, i -> i % 4);
        return labels;
    }

    private static DomainClassifier.Trained trained(long seed) throws Exception {
        return OnLane.call(
                Lane.Kind.TRAIN,
                scope -> DomainClassifier.train(
                        quarters(), labels(), List.of(4), seed, ComputeDevice.CPU, JobContext.unattended()));
    }

    @Test
    void itLearnsToTellHeldOutImagesAndTheSameSeedGivesTheSameWeights() throws Exception {
        DomainClassifier.Trained first = trained(3);

        assertThat(first.heldOutAccuracy()).isGreaterThan(0.9);
        assertThat(trained(3)).isEqualTo(first);
        assertThat(trained(4).weights()).isNotEqualTo(first.weights());
    }

    @Test
    void probabilitiesSumToOneAndFeaturesAreThoseOfTheHiddenLayer() throws Exception {
        DomainClassifier.Trained trained = trained(3);

        OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            try (DomainClassifier classifier = DomainClassifier.load(trained, ComputeDevice.CPU)) {
                FeatureMatrix shares = classifier.probabilities(quarters(), JobContext.unattended());
                FeatureMatrix features = classifier.features(quarters(), JobContext.unattended());
                for (int i = 0; i < COUNT; i++) {
                    double sum = 0;
                    for (float share : shares.row(i)) {
                        sum += share;
                    }
                    assertThat(sum).isEqualTo(1, within(1e-5));
                }
                FeatureMatrix again = classifier.probabilities(features);
                assertThat(again.count()).isEqualTo(COUNT);
                for (int i = 0; i < COUNT; i++) {
                    assertThat(again.row(i)).as("image %d", i).containsExactly(shares.row(i), within(1e-6f));
                }
                assertThat(features.dimension()).isEqualTo(128);
                assertThat(features.count()).isEqualTo(COUNT);
                assertThatThrownBy(() -> classifier.features(
                                TestImages.images(TestImages.image(3, 16, 16, 0)), JobContext.unattended()))
                        .isInstanceOf(IncompatibleModel.class)
                        .hasMessageContaining("image 1");
                return 0;
            }
        });
    }

    @Test
    void tooFewImagesAndForeignWeightsAreSaidSo() {
        assertThatThrownBy(() -> OnLane.call(
                        Lane.Kind.TRAIN,
                        scope -> DomainClassifier.train(
                                TestImages.series(3, 1, 8, 8),
                                new int[3],
                                List.of(2),
                                1,
                                ComputeDevice.CPU,
                                JobContext.unattended())))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("3 images");
        assertThatThrownBy(() -> OnLane.call(
                        Lane.Kind.BACKGROUND,
                        scope -> DomainClassifier.load(
                                new DomainNetwork(new ImageShape(1, 8, 8), 2), Map.of(), ComputeDevice.CPU)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("is missing");
    }

    @Test
    void severalPropertiesAreToldAtOnceAndWhatIsNotKnownIsLeftOut() throws Exception {
        int[] labels = new int[2 * COUNT];
        for (int i = 0; i < COUNT; i++) {
            labels[2 * i] = i % 4;
            // left or right half; not known of every fifth image
            labels[2 * i + 1] = i % 5 == 0 ? DomainClassifier.UNKNOWN : i % 2;
        }
        DomainClassifier.Trained trained = OnLane.call(
                Lane.Kind.TRAIN,
                scope -> DomainClassifier.train(
                        quarters(), labels, List.of(4, 2), 3, ComputeDevice.CPU, JobContext.unattended()));

        assertThat(trained.heldOutAccuracies()).hasSize(2).allMatch(accuracy -> accuracy > 0.9);
        FeatureMatrix told = OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            try (DomainClassifier classifier = DomainClassifier.load(trained, ComputeDevice.CPU)) {
                return classifier.probabilities(quarters(), JobContext.unattended());
            }
        });
        assertThat(told.dimension()).isEqualTo(6);
        for (int i = 0; i < 8; i++) {
            assertThat(told.value(i, 0) + told.value(i, 1) + told.value(i, 2) + told.value(i, 3))
                    .isCloseTo(1, within(1e-5f));
            assertThat(told.value(i, 4) + told.value(i, 5)).isCloseTo(1, within(1e-5f));
        }
    }

    /// A little grain and a bright pixel, or a wide and fainter spot, in one of four places.
    private static Raster spot(int index) {
        byte[] samples = new byte[12 * 12];
        for (int i = 0; i < samples.length; i++) {
            int x = Math.abs(i % 12 - 3 - index / 2 % 2 * 5);
            int y = Math.abs(i / 12 - 3 - index / 4 % 2 * 5);
            boolean small = index % 2 == 0;
            int bright = Math.max(x, y) > (small ? 0 : 1) ? 0 : small ? 200 : 100;
            samples[i] = (byte) (bright + 30 * Noise.uniform(index, Noise.Stream.FIXED_GRID, i));
        }
        return new Raster(new ImageShape(1, 12, 12), samples);
    }

    /// The mean of 3×3 pixels, taken twice.
    private static Raster blurred(Raster image) {
        byte[] samples = image.samples().clone();
        for (int pass = 0; pass < 2; pass++) {
            byte[] before = samples.clone();
            for (int y = 1; y < 11; y++) {
                for (int x = 1; x < 11; x++) {
                    int sum = 0;
                    for (int k = 0; k < 9; k++) {
                        sum += before[(y + k / 3 - 1) * 12 + x + k % 3 - 1] & 0xFF;
                    }
                    samples[y * 12 + x] = (byte) (sum / 9);
                }
            }
        }
        return new Raster(image.shape(), samples);
    }

    @Test
    void oneForDrawnImagesTellsSoftOnesToo() throws Exception {
        List<Raster> sharp =
                IntStream.range(0, COUNT).mapToObj(DomainClassifierTest::spot).toList();
        int[] labels = new int[2 * COUNT];
        Arrays.setAll(labels, i -> i % 2 == 0 ? i / 2 % 2 : i / 4 % 2);
        FeatureImages soft = FeatureImages.of(IntStream.range(COUNT, 2 * COUNT)
                .mapToObj(i -> blurred(spot(i)))
                .toList());

        DomainClassifier.Trained plain = OnLane.call(
                Lane.Kind.TRAIN,
                scope -> DomainClassifier.train(
                        FeatureImages.of(sharp), labels, List.of(2, 2), 3, ComputeDevice.CPU, JobContext.unattended()));
        DomainClassifier.Trained forDrawn = OnLane.call(
                Lane.Kind.TRAIN,
                scope -> DomainClassifier.trainForDrawn(
                        FeatureImages.of(sharp), labels, List.of(2, 2), 3, ComputeDevice.CPU, JobContext.unattended()));
        assertThat(share(plain, soft)).isLessThan(0.8);
        assertThat(share(forDrawn, soft)).isGreaterThan(0.95);
        assertThat(forDrawn.heldOutAccuracies()).allMatch(accuracy -> accuracy > 0.9);
    }

    /// Share of images of which it is told whether their spot is wide.
    private static double share(DomainClassifier.Trained trained, FeatureImages images) throws Exception {
        FeatureMatrix told = OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            try (DomainClassifier classifier = DomainClassifier.load(trained, ComputeDevice.CPU)) {
                return classifier.probabilities(images, JobContext.unattended());
            }
        });
        int right = 0;
        for (int i = 0; i < told.count(); i++) {
            int index = i;
            right += told.value(index, index % 2) > 0.5 ? 1 : 0;
        }
        return (double) right / told.count();
    }
}
