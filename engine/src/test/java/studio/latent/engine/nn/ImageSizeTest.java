package studio.latent.engine.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

class ImageSizeTest {
    private static final HostTensor FOUR = new HostTensor(new int[] {1, 1, 2, 2}, new float[] {1, 2, 3, 4});

    @FunctionalInterface
    private interface Change {
        Value write(ImageSize size, Value x);
    }

    private static HostTensor run(Change change) throws Exception {
        Program program = new Program(Graph.Precision.FLOAT32);
        program.method(
                "run",
                Graph.Mode.INFERENCE,
                List.of("x"),
                List.of(),
                g -> List.of(change.write(new ImageSize(g), g.input("x", Value.BATCH, 1, 2, 2))));
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            TensorList none = new TensorList(scope, List.of());
            return Script.compile(scope, ComputeDevice.CPU, Script.Mode.INFERENCE, program.text())
                    .callList(scope, "run", none, none, Tensor.of(scope, ComputeDevice.CPU, FOUR))
                    .getFirst()
                    .toHost();
        });
    }

    @Test
    void paddingAddsZeroesToTheRightAndBelowAndCroppingTakesThemAway() throws Exception {
        HostTensor padded = run((size, x) -> size.padTo(x, 3, 3));
        HostTensor back = run((size, x) -> size.cropTo(size.padTo(x, 3, 3), 2, 2));

        assertThat(padded.values()).containsExactly(1, 2, 0, 3, 4, 0, 0, 0, 0);
        assertThat(back).isEqualTo(FOUR);
    }

    @Test
    void doublingRepeatsPixelsAndHalvingTakesTheirMeans() throws Exception {
        HostTensor doubled = run(ImageSize::doubled);
        HostTensor halved = run(ImageSize::halved);
        HostTensor back = run((size, x) -> size.halved(size.doubled(x)));

        assertThat(doubled.shape()).containsExactly(1, 1, 4, 4);
        assertThat(doubled.values()).containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
        assertThat(halved.values()).containsExactly(2.5f);
        assertThat(back).isEqualTo(FOUR);
    }
}
