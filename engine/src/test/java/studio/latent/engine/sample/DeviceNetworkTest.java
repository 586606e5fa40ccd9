package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Script;

class DeviceNetworkTest {
    private static final String SCALE = """
              def scale(self: __torch__.M, x: Tensor, by: float) -> Tensor:
                return torch.mul(x, by)
              def half(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.narrow(x, 1, 0, 1)
            """;

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void imagesGoUpInPartsAndComeDownInOrder(ComputeDevice device) throws Exception {
        Samples x = new Samples(new int[] {3, 2}, new double[] {1, 2, 3, 4, 5, 6});
        List<Integer> firsts = new ArrayList<>();
        Samples twice = OnLane.call(Lane.Kind.RENDER, scope -> {
            Script script = Script.compile(scope, device, Script.Mode.INFERENCE, SCALE);
            return new DeviceNetwork(device, 2, (step, input, first, time) -> {
                        firsts.add(first);
                        return script.call(step, "scale", input, Argument.of(time));
                    })
                    .output(x, 2.0);
        });

        assertThat(twice.shape()).containsExactly(3, 2);
        assertThat(twice.values()).containsExactly(2, 4, 6, 8, 10, 12);
        assertThat(firsts).containsExactly(0, 2);
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void anOutputOfAnotherSizeIsABug(ComputeDevice device) {
        assertThatThrownBy(() -> OnLane.call(Lane.Kind.RENDER, scope -> {
                    Script script = Script.compile(scope, device, Script.Mode.INFERENCE, SCALE);
                    return new DeviceNetwork(device, 1, (step, input, first, time) -> script.call(step, "half", input))
                            .output(new Samples(new int[] {1, 2}, new double[2]), 0);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the network answered");
    }
}
