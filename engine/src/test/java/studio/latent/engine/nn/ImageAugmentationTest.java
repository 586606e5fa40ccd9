package studio.latent.engine.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import studio.latent.engine.model.GoldenWeights;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

class ImageAugmentationTest {
    private static final int SIDE = 16;
    private static final HostTensor IMAGES = GoldenWeights.wave(0.3, 1, 2, 3, SIDE, SIDE);

    private static HostTensor run(float[] uniforms, float share, BiFunction<ImageAugmentation, Value, Value> change)
            throws Exception {
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("run", Graph.Mode.INFERENCE, List.of("x", "u", "p"), List.of(), g -> {
                    Value u = g.input("u", Value.BATCH, ImageAugmentation.UNIFORMS);
                    ImageAugmentation augmentation = new ImageAugmentation(g, u, g.input("p", 1));
                    return List.of(change.apply(augmentation, g.input("x", Value.BATCH, 3, SIDE, SIDE)));
                });
        HostTensor rows = HostTensor.zeros(2, ImageAugmentation.UNIFORMS);
        for (int i = 0; i < 2; i++) {
            System.arraycopy(uniforms, 0, rows.values(), i * uniforms.length, uniforms.length);
        }
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            TensorList none = new TensorList(scope, List.of());
            return Script.compile(scope, ComputeDevice.CPU, Script.Mode.INFERENCE, program.text())
                    .callList(
                            scope,
                            "run",
                            none,
                            none,
                            Tensor.of(scope, ComputeDevice.CPU, IMAGES),
                            Tensor.of(scope, ComputeDevice.CPU, rows),
                            Tensor.of(scope, ComputeDevice.CPU, new HostTensor(new int[] {1}, new float[] {share})))
                    .getFirst()
                    .toHost();
        });
    }

    private static float[] uniforms(double all) {
        float[] values = new float[ImageAugmentation.UNIFORMS];
        Arrays.fill(values, (float) all);
        return values;
    }

    private static float at(HostTensor images, int channel, int row, int column) {
        return images.values()[(channel * SIDE + row) * SIDE + column];
    }

    @Test
    void atAShareOfZeroNothingChanges() throws Exception {
        HostTensor changed =
                run(uniforms(0.9), 0, (augment, x) -> augment.cutout(augment.translation(augment.colour(x))));

        for (int i = 0; i < IMAGES.size(); i++) {
            assertThat(changed.values()[i]).isCloseTo(IMAGES.values()[i], within(1e-6f));
        }
    }

    @Test
    void aShiftTakesPixelsFromAsFarAndGreyFromBeyondTheBorder() throws Exception {
        float[] uniforms = uniforms(0);
        uniforms[5] = 1; // two pixels from below
        uniforms[6] = 0.5f; // none from the side

        HostTensor moved = run(uniforms, 1, ImageAugmentation::translation);

        assertThat(at(moved, 1, 3, 4)).isEqualTo(at(IMAGES, 1, 5, 4));
        assertThat(at(moved, 2, SIDE - 1, 4)).isZero();
    }

    @Test
    void aCutMakesASquareOfHalfTheSideGrey() throws Exception {
        float[] uniforms = uniforms(0);
        uniforms[8] = 0.5f;
        uniforms[9] = 0.5f;

        HostTensor cut = run(uniforms, 1, ImageAugmentation::cutout);

        long grey = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            grey += cut.values()[i] == 0 ? 1 : 0;
        }
        assertThat(grey).isEqualTo(SIDE * SIDE / 4);
        assertThat(at(cut, 0, 0, 0)).isEqualTo(at(IMAGES, 0, 0, 0));
    }

    @Test
    void brightnessAddsTheSameToAllPixels() throws Exception {
        float[] uniforms = uniforms(0);
        uniforms[1] = 0.75f; // + ¼
        uniforms[2] = 0.5f; // as it is
        uniforms[3] = 0.5f; // as it is

        HostTensor changed = run(uniforms, 1, ImageAugmentation::colour);

        assertThat(at(changed, 0, 2, 3)).isCloseTo(at(IMAGES, 0, 2, 3) + 0.25f, within(1e-6f));
    }

    @Test
    void withoutSaturationAllChannelsAreTheSame() throws Exception {
        float[] uniforms = uniforms(0);
        uniforms[1] = 0.5f;
        uniforms[3] = 0.5f;

        HostTensor grey = run(uniforms, 1, ImageAugmentation::colour);

        assertThat(at(grey, 0, 5, 6)).isCloseTo(at(grey, 2, 5, 6), within(1e-6f));
    }

    /// The share after one batch of these real scores.
    private static float adapted(float[] scores, float share) throws Exception {
        Program program = new Program(Graph.Precision.FLOAT32)
                .method("run", Graph.Mode.INFERENCE, List.of("r", "u", "p"), List.of(), g -> {
                    Value u = g.input("u", Value.BATCH, ImageAugmentation.UNIFORMS);
                    return List.of(
                            new ImageAugmentation(g, u, g.input("p", 1)).adapt(g.input("r", Value.BATCH), 0.6, 1e-4));
                });
        return OnLane.call(Lane.Kind.BACKGROUND, scope -> {
            TensorList none = new TensorList(scope, List.of());
            return Script.compile(scope, ComputeDevice.CPU, Script.Mode.INFERENCE, program.text())
                    .callList(
                            scope,
                            "run",
                            none,
                            none,
                            Tensor.of(scope, ComputeDevice.CPU, new HostTensor(new int[] {scores.length}, scores)),
                            Tensor.of(scope, ComputeDevice.CPU, HostTensor.zeros(1, ImageAugmentation.UNIFORMS)),
                            Tensor.of(scope, ComputeDevice.CPU, new HostTensor(new int[] {1}, new float[] {share})))
                    .getFirst()
                    .toHost()
                    .values()[0];
        });
    }

    /// A hundred scores, so many of them positive.
    private static float[] scores(long positive) {
        float[] scores = new float[100];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i < positive ? 2 : -3;
        }
        return scores;
    }

    @Test
    void theShareGrowsAboveTheTargetFallsBelowItAndStaysWithinItsBounds() throws Exception {
        assertThat(adapted(scores(90), 0.5f)).as("signs' mean 0.8").isCloseTo(0.51f, within(1e-6f));
        assertThat(adapted(scores(70), 0.5f)).as("signs' mean 0.4").isCloseTo(0.49f, within(1e-6f));
        assertThat(adapted(scores(100), 1)).isEqualTo(1);
        assertThat(adapted(scores(0), 0)).isZero();
    }

    @Test
    void theShareComesToRestWhereTheSignsMeanIsTheTarget() throws Exception {
        for (float start : new float[] {0, 1}) {
            float share = start;
            for (int batch = 0; batch < 90; batch++) {
                // the more images are changed, the fewer real ones are known: 80 positive, the target, at 0.375
                share = adapted(scores(Math.round(95 - 40 * share)), share);
            }

            assertThat(share).as("from %s", start).isCloseTo(0.375f, within(0.03f));
        }
    }
}
