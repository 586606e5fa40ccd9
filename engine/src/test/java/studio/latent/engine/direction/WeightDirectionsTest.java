package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.ExportedModule;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.tensor.HostTensor;

class WeightDirectionsTest {
    /// AᵀA = [[13, 12], [12, 13]]: eigenvalues 25 and 1 along (1, 1) and (1, −1).
    private static final HostTensor WEIGHT = new HostTensor(new int[] {2, 2}, new float[] {3, 2, 2, 3});

    private static final float HALF = (float) Math.sqrt(0.5);

    @Test
    void directionsAreEigenvectorsLargestFirst() {
        List<Direction> found = WeightDirections.of(List.of(WEIGHT), DirectionSpace.Z, LatentGeometry.standard(2), 5);

        assertThat(found).hasSize(2);
        assertThat(found.getFirst().vector()).containsExactly(new float[] {HALF, HALF}, within(1e-6f));
        assertThat(found.get(1).vector()).containsExactly(new float[] {HALF, -HALF}, within(1e-6f));
        assertThat(found.getFirst().origin().method()).isEqualTo(DirectionMethod.WEIGHT_FACTOR);
    }

    @Test
    void weightsOfATransposedConvolutionAreReadByTheirInputs() {
        // [d, out, 1, 2]: the columns of the matrix above with a second tap that is zero
        HostTensor transposed = new HostTensor(new int[] {2, 2, 1, 2}, new float[] {3, 0, 2, 0, 2, 0, 3, 0});

        assertThat(WeightDirections.of(List.of(transposed), DirectionSpace.Z, LatentGeometry.standard(2), 1)
                        .getFirst()
                        .vector())
                .containsExactly(new float[] {HALF, HALF}, within(1e-6f));
    }

    @Test
    void weightsOfSeveralLayersCountTogether() {
        // the second layer stretches the first coordinate alone, and more
        HostTensor second = new HostTensor(new int[] {1, 2}, new float[] {100, 0});

        assertThat(WeightDirections.of(List.of(WEIGHT, second), DirectionSpace.W, LatentGeometry.standard(2), 1)
                        .getFirst()
                        .vector()[0])
                .isGreaterThan(0.999f);
    }

    @Test
    void weightsOfAnotherSpaceAreNamed() {
        assertThatThrownBy(() -> WeightDirections.of(List.of(WEIGHT), DirectionSpace.Z, LatentGeometry.standard(3), 1))
                .hasMessageContaining("[out, 3]");
    }

    @ParameterizedTest
    @EnumSource(VaeSpec.Network.class)
    void everyNetworkNamesWeightsThatMeetItsLatent(VaeSpec.Network network) {
        VaeSpec spec = new VaeSpec(new ImageShape(1, 8, 8), 4, network, 4, 0, 0, VaeSpec.Likelihood.BERNOULLI, 1, 0, 0);
        Vae vae = new Vae(spec);
        Map<String, HostTensor> weights = ExportedModule.of(vae).parameters().initial(1);

        List<Direction> found = WeightDirections.of(
                vae.latentWeights().stream().map(weights::get).toList(),
                DirectionSpace.Z,
                LatentGeometry.standard(4),
                4);

        assertThat(found).hasSize(4);
    }
}
