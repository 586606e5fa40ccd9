package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.error.EngineUnavailable;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

class StepProgramTest {
    private static final ImageShape SHAPE = new ImageShape(1, 12, 12);

    static TrainingSpec spec(Optimizer optimizer, double learningRate, double clipNorm) {
        TrainingSpec d = TrainingSpec.DEFAULTS;
        return new TrainingSpec(
                16,
                100,
                optimizer,
                learningRate,
                LearningRateSchedule.CONSTANT,
                0,
                0.9,
                0.99,
                1e-4,
                clipNorm,
                1000,
                0,
                TrainingSpec.Precision.FLOAT32,
                false,
                d.checkpointEvery(),
                d.gridEvery(),
                0,
                0);
    }

    static Stream<Arguments> optimizersOnDevices() throws EngineUnavailable {
        return Devices.all().stream()
                .flatMap(device -> Arrays.stream(Optimizer.values()).map(o -> Arguments.of(o, device)));
    }

    @ParameterizedTest
    @MethodSource("optimizersOnDevices")
    void everyOptimizerLowersTheLossOfOneBatch(Optimizer optimizer, ComputeDevice device) throws Exception {
        double learningRate = switch (optimizer) {
            case SGD -> 1e-2;
            case LAMB -> 3e-2;
            default -> 2e-3;
        };

        double[] losses = OnLane.call(
                Lane.Kind.TRAIN, scope -> trainOnOneBatch(scope, device, spec(optimizer, learningRate, 10), 25));

        assertThat(losses[24]).isLessThan(0.8 * losses[0]).isPositive();
    }

    static double[] trainOnOneBatch(Scope scope, ComputeDevice device, TrainingSpec spec, int steps) throws Exception {
        VaeSpec model =
                new VaeSpec(SHAPE, 4, VaeSpec.Network.CONVOLUTIONAL, 8, 32, 0, VaeSpec.Likelihood.BERNOULLI, 1, 0, 0);
        StepProgram program = StepProgram.of(new Vae(model), spec, Graph.Precision.FLOAT32);
        Script script = Script.compile(scope, device, Script.Mode.GRADIENT, program.text());
        StepState state =
                StepState.on(scope, device, program.parameters(), StepState.initial(program.parameters(), spec, 7));
        ByteBuffer images = ByteBuffer.allocateDirect(16 * SHAPE.size()).order(ByteOrder.nativeOrder());
        for (int i = 0; i < images.capacity(); i++) {
            images.put(i, (byte) (i % 12 < 4 + i % 7 ? 255 : 0));
        }
        double[] losses = new double[steps];
        for (int s = 0; s < steps; s++) {
            try (Scope step = new Scope()) {
                List<Argument> arguments = new ArrayList<>(List.of(
                        state.weights(),
                        state.buffers(),
                        state.detached(),
                        state.moment1(),
                        state.moment2(),
                        state.counts(),
                        state.averages(),
                        Tensor.wrapBytes(step, device, images, 16, 1, 12, 12),
                        Tensor.of(
                                step,
                                device,
                                new HostTensor(
                                        new int[] {16, 4}, Noise.normals(1, Noise.Stream.POSTERIOR, s * 64L, 64)))));
                arguments.add(Argument.of(1.0));
                arguments.add(Argument.of(spec.learningRate()));
                arguments.add(Argument.of(0.1));
                losses[s] = script.call(step, "step", arguments.toArray(Argument[]::new))
                        .toHost()
                        .values()[0];
            }
        }
        return losses;
    }
}
