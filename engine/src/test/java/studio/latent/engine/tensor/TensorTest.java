package studio.latent.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The contract of arrays, on every device that is there: what is only moved is the same bits everywhere.
class TensorTest {
    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void floatsComeBackBitForBitWithTheirShape(ComputeDevice device) throws Exception {
        HostTensor host = new HostTensor(
                new int[] {2, 3}, new float[] {0, -0f, Float.MIN_VALUE, Float.MAX_VALUE, 1 / 3f, Float.NaN});

        HostTensor back = OnLane.call(
                Lane.Kind.RENDER, scope -> Tensor.of(scope, device, host).toHost());

        assertThat(back.shape()).containsExactly(2, 3);
        for (int i = 0; i < 6; i++) {
            assertThat(Float.floatToRawIntBits(back.values()[i]))
                    .as("element %d", i)
                    .isEqualTo(Float.floatToRawIntBits(host.values()[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void bytesAreUnsignedOnTheWayAndTheSameInTheEnd(ComputeDevice device) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
        buffer.put(new byte[] {0, 127, (byte) 128, (byte) 255});

        OnLane.call(Lane.Kind.RENDER, scope -> {
            Tensor tensor = Tensor.wrapBytes(scope, device, buffer, 4);

            assertThat(tensor.toBytes()).containsExactly(0, 127, 128, 255);
            assertThat(tensor.toHost().values()).containsExactly(0, 127, 128, 255);
            assertThat(tensor.toLongs()).containsExactly(0, 127, 128, 255);
            return 0;
        });
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void aFreedArrayIsRefusedAndMayBeFreedAgain(ComputeDevice device) throws Exception {
        OnLane.call(Lane.Kind.RENDER, scope -> {
            Tensor tensor = Tensor.of(scope, device, HostTensor.zeros(2));
            tensor.close();
            tensor.close();

            assertThatThrownBy(tensor::toHost)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was freed");
            return 0;
        });
    }
}
