package studio.latent.engine.metric.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class FidInceptionTest {
    private static final Map<String, HostTensor> WEIGHTS = FidWeights.random();

    @FunctionalInterface
    private interface OnNetwork<T> {
        T run(FidInception network) throws Exception;
    }

    private static <T> T onLane(Set<InceptionTap> taps, ResizeMode mode, OnNetwork<T> body) throws Exception {
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            try (FidInception network = FidInception.of("fid.pth", WEIGHTS, taps, mode, ComputeDevice.CPU)) {
                return body.run(network);
            }
        });
    }

    /// pytorch-fid resizes as PyTorch does, torch-fidelity as TensorFlow 1 did; both have the same network.
    @ParameterizedTest
    @EnumSource(names = {"LEGACY_PYTORCH", "LEGACY_TENSORFLOW"})
    void everyPlaceOfTheNetworkEqualsThePublicImplementationOnTheSameWeights(ResizeMode mode) throws Exception {
        JsonObject golden = FeatureGolden.root().getAsJsonObject("fid");
        List<JsonObject> rows = FeatureGolden.cases(golden, mode);
        List<Raster> images = rows.stream().map(FeatureGolden::image).toList();
        Set<InceptionTap> taps = EnumSet.complementOf(EnumSet.of(InceptionTap.MIXED_5));

        Map<InceptionTap, FeatureMatrix> features =
                onLane(taps, mode, network -> network.allFeatures(FeatureImages.of(images), JobContext.unattended()));

        assertThat(golden.get("weightsSeed").getAsLong()).isEqualTo(FidWeights.SEED);
        assertThat(features.keySet()).isEqualTo(taps);
        assertThat(rows).hasSize(2);
        for (int i = 0; i < rows.size(); i++) {
            JsonObject expected = rows.get(i).getAsJsonObject("features");
            assertThat(expected.keySet()).hasSize(taps.size());
            for (InceptionTap tap : taps) {
                FeatureGolden.assertClose(
                        Objects.requireNonNull(features.get(tap)).row(i),
                        expected.getAsJsonArray(tap.id()),
                        golden.get("featureStep").getAsInt(),
                        1e-5);
            }
        }
    }

    @Test
    void onlyTheLastMeanBearsTheNameOfTheFid() throws Exception {
        boolean whole = onLane(Set.of(InceptionTap.POOL_2048, InceptionTap.LOGITS), ResizeMode.CLEAN, network -> {
            assertThat(network.id()).isEqualTo("fid-inception-v3-2048");
            assertThat(network.dimension()).isEqualTo(2048);
            return network.isStandard();
        });
        boolean early = onLane(Set.of(InceptionTap.POOL_64), ResizeMode.CLEAN, network -> {
            FeatureMatrix features = network.features(TestImages.series(2, 1, 5, 7), JobContext.unattended());
            assertThat(features.dimension()).isEqualTo(64);
            assertThat(features.count()).isEqualTo(2);
            return network.isStandard();
        });

        assertThat(whole).isTrue();
        assertThat(early).isFalse();
    }

    @Test
    void aFileOfAnotherNetworkIsRefusedWithItsFirstWrongArray() {
        Map<String, HostTensor> noClassifier = new LinkedHashMap<>(WEIGHTS);
        noClassifier.put("fc.weight", HostTensor.zeros(1000, 2048)); // torchvision's own network has 1000 classes
        Map<String, HostTensor> otherBlock = new LinkedHashMap<>(WEIGHTS);
        otherBlock.remove("Mixed_5b.branch_pool.bn.running_var");
        Map<String, HostTensor> negative = new LinkedHashMap<>(WEIGHTS);
        negative.put("Conv2d_1a_3x3.bn.running_var", new HostTensor(new int[] {32}, filled(32, -2)));

        assertRefused(noClassifier, "'fc.weight' has the shape 1000×2048 instead of 1008×2048");
        assertRefused(otherBlock, "'Mixed_5b.branch_pool.bn.running_var' is missing");
        assertRefused(negative, "negative variance -2.0");
        assertRefused(Map.of("weight", HostTensor.zeros(3)), "'Conv2d_1a_3x3.conv.weight' is missing");
    }

    private static void assertRefused(Map<String, HostTensor> weights, String reason) {
        assertThatThrownBy(() -> OnLane.call(
                        Lane.Kind.BACKGROUND,
                        scope -> FidInception.of(
                                "fid.pth", weights, Set.of(InceptionTap.LOGITS), ResizeMode.CLEAN, ComputeDevice.CPU)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("fid.pth does not hold the weights of the FID's Inception-v3")
                .hasMessageContaining(reason);
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        java.util.Arrays.fill(values, value);
        return values;
    }
}
