package studio.latent.engine.metric.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.Raster;

class ResizeModeTest {
    private static final int SIDE = 299;

    @ParameterizedTest
    @EnumSource
    void everyModeEqualsItsReference(ResizeMode mode) {
        JsonObject golden = FeatureGolden.root();
        int step = golden.get("pixelStep").getAsInt();

        for (JsonObject row : FeatureGolden.cases(golden, mode)) {
            float[] resized = resize(mode, FeatureGolden.image(row));

            FeatureGolden.assertClose(resized, row.getAsJsonArray("pixels"), step, 2e-6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachRowOfAMatrixSumsToOneAndAnEqualSideChangesNothing(ResizeMode mode) {
        for (int in : new int[] {1, 2, 28, 299, 700}) {
            float[] matrix = mode.matrix(in, SIDE).values();
            for (int o = 0; o < SIDE; o++) {
                double sum = 0;
                for (int i = 0; i < in; i++) {
                    sum += matrix[o * in + i];
                    if (in == SIDE) {
                        assertThat(matrix[o * in + i]).isEqualTo(i == o ? 1 : 0);
                    }
                }
                assertThat(sum).isEqualTo(1, within(1e-5));
            }
        }
    }

    @Test
    void modesAreFoundByTheirNames() throws Exception {
        assertThat(ResizeMode.named("clean")).isEqualTo(ResizeMode.CLEAN);
        assertThat(ResizeMode.named("legacy-pytorch")).isEqualTo(ResizeMode.LEGACY_PYTORCH);
        assertThat(ResizeMode.named("legacy-tensorflow")).isEqualTo(ResizeMode.LEGACY_TENSORFLOW);
        assertThatThrownBy(() -> ResizeMode.named("sharp"))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("'sharp'")
                .hasMessageContaining("clean, legacy-pytorch, legacy-tensorflow");
    }

    /// By the formula rows · X · columnsᵀ, in float64.
    private static float[] resize(ResizeMode mode, Raster image) {
        float[] rows = mode.matrix(image.height(), SIDE).values();
        float[] columns = mode.matrix(image.width(), SIDE).values();
        float[] out = new float[image.channels() * SIDE * SIDE];
        for (int c = 0; c < image.channels(); c++) {
            double[] wide = new double[image.height() * SIDE];
            for (int y = 0; y < image.height(); y++) {
                for (int o = 0; o < SIDE; o++) {
                    for (int x = 0; x < image.width(); x++) {
                        wide[y * SIDE + o] += columns[o * image.width() + x] * image.sample(c, y, x);
                    }
                }
            }
            for (int p = 0; p < SIDE; p++) {
                for (int o = 0; o < SIDE; o++) {
                    double sum = 0;
                    for (int y = 0; y < image.height(); y++) {
                        sum += rows[p * image.height() + y] * wide[y * SIDE + o];
                    }
                    out[(c * SIDE + p) * SIDE + o] = (float) sum;
                }
            }
        }
        return out;
    }
}
