package studio.latent.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.error.OutOfDeviceMemory;

/// The contract of scripts, on every device that is there. The numbers are small and whole: exact on each of them.
class ScriptTest {
    private static final String METHODS = """
              def twice(self: __torch__.M, x: Tensor, by: float) -> Tensor:
                return torch.mul(x, by)
              def split(self: __torch__.M, xs: List[Tensor]) -> List[Tensor]:
                return [torch.add(xs[0], 1), torch.sum(xs[1])]
              def slope(self: __torch__.M, x: Tensor) -> Tensor:
                y = torch.sum(torch.mul(x, x))
                g = torch.grad([y], [x], None, None, False, False)
                return unchecked_cast(Tensor, g[0])
              def many(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.repeat(x, [4000000000000000])
            """;

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void methodsTakeTensorsListsAndNumbers(ComputeDevice device) throws Exception {
        float[] twice = OnLane.call(Lane.Kind.RENDER, scope -> {
            Script script = Script.compile(scope, device, Script.Mode.INFERENCE, METHODS);
            Tensor x = Tensor.of(scope, device, new HostTensor(new int[] {2}, new float[] {1, -3}));
            return script.call(scope, "twice", x, Argument.of(2.5)).toHost().values();
        });
        List<HostTensor> split = OnLane.call(Lane.Kind.RENDER, scope -> {
            Script script = Script.compile(scope, device, Script.Mode.INFERENCE, METHODS);
            Tensor x = Tensor.of(scope, device, new HostTensor(new int[] {2}, new float[] {1, -3}));
            return script.callList(scope, "split", new TensorList(scope, List.of(x, x))).stream()
                    .map(Tensor::toHost)
                    .toList();
        });

        assertThat(twice).containsExactly(2.5f, -7.5f);
        assertThat(split.get(0).values()).containsExactly(2, -2);
        assertThat(split.get(1).values()).containsExactly(-2);
        assertThat(split.get(1).shape()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void gradientsAreFunctional(ComputeDevice device) throws Exception {
        float[] slope = OnLane.call(Lane.Kind.TRAIN, scope -> {
            Script script = Script.compile(scope, device, Script.Mode.GRADIENT, METHODS);
            Tensor x = Tensor.of(scope, device, new HostTensor(new int[] {2}, new float[] {1, -3}))
                    .asParameter();
            return script.call(scope, "slope", x).toHost().values();
        });

        assertThat(slope).containsExactly(2, -6);
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void aTextThatDoesNotParseIsRefusedWithItsReason(ComputeDevice device) {
        assertThatThrownBy(() -> OnLane.call(
                        Lane.Kind.RENDER,
                        scope -> Script.compile(
                                scope,
                                device,
                                Script.Mode.INFERENCE,
                                "  def f(self: __torch__.M, x: Tensor) -> Tensor:\n    return torch.no_such(x)\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no_such");
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void aFailureAtRunTimeLeavesTheLaneAlive(ComputeDevice device) throws Exception {
        float[] after = OnLane.call(Lane.Kind.RENDER, scope -> {
            Script script = Script.compile(scope, device, Script.Mode.INFERENCE, METHODS);
            Tensor x = Tensor.of(scope, device, HostTensor.zeros(1));
            assertThatThrownBy(() -> script.call(scope, "split", new TensorList(scope, List.of(x))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'split' failed");
            return script.call(scope, "twice", x, Argument.of(1.0)).toHost().values();
        });

        assertThat(after).containsExactly(0);
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void aResultThatTheDeviceCannotHoldIsTheWorldsFault(ComputeDevice device) {
        assertThatThrownBy(() -> OnLane.call(Lane.Kind.RENDER, scope -> {
                    Script script = Script.compile(scope, device, Script.Mode.INFERENCE, METHODS);
                    return script.call(scope, "many", Tensor.of(scope, device, HostTensor.zeros(1)));
                }))
                .isInstanceOf(OutOfDeviceMemory.class)
                .hasMessageContaining("out of memory in 'many'");
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void doublesKeepTheirLastBit(ComputeDevice device) throws Exception {
        double[] values = OnLane.call(
                Lane.Kind.BACKGROUND,
                scope -> Tensor.ofDoubles(scope, device, new double[] {Math.PI, 1 + 0x1p-52}, 2)
                        .toDoubles());

        assertThat(values).containsExactly(Math.PI, 1 + 0x1p-52);
    }
}
