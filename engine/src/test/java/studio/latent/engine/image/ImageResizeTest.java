package studio.latent.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageResizeTest {
    private static final GoldenFile GOLDEN = GoldenFile.open("resize.json");

    static Stream<JsonObject> cases() {
        return GOLDEN.cases();
    }

    private static Raster source() {
        return GoldenFile.raster(GOLDEN.root().getAsJsonObject("source"), 3);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyInterpolationEqualsPillowToTheBit(JsonObject golden) {
        Raster expected = GoldenFile.raster(golden, 3);
        Interpolation rule = Interpolation.valueOf(golden.get("interpolation").getAsString());

        Raster resized = ImageResize.resize(source(), expected.height(), expected.width(), rule);

        assertThat(resized.shape()).isEqualTo(expected.shape());
        assertThat(resized.samples()).containsExactly(expected.samples());
    }

    @Test
    void lumaEqualsPillowToTheBit() {
        Raster grey = ImageResize.toChannels(source(), 1);

        assertThat(grey.samples()).containsExactly(GoldenFile.bytes(GOLDEN.root(), "luma"));
    }

    @Test
    void greyRepeatedAsRgbHasItsOwnLevelAsLuma() {
        Raster grey = new Raster(new ImageShape(1, 2, 2), new byte[] {0, 1, (byte) 200, (byte) 255});

        Raster rgb = ImageResize.toChannels(grey, 3);

        assertThat(rgb.sample(2, 1, 0)).isEqualTo(200);
        assertThat(ImageResize.toChannels(rgb, 1)).isEqualTo(grey);
    }

    @ParameterizedTest
    @EnumSource
    void aConstantImageStaysConstantUnderEveryInterpolation(Interpolation rule) {
        byte[] samples = new byte[11 * 5];
        Arrays.fill(samples, (byte) 137);

        Raster resized = ImageResize.resize(new Raster(new ImageShape(1, 11, 5), samples), 4, 9, rule);

        assertThat(resized.samples()).containsOnly((byte) 137);
    }

    @Test
    void croppingTheCentreCutsBothEdgesAlikeAndDistortsNothing() {
        Raster wide = new Raster(new ImageShape(1, 1, 4), new byte[] {1, 2, 3, 4});

        Raster cut = ImageResize.fit(wide, new ImageShape(1, 2, 4), FitRule.CROP_CENTRE, Interpolation.NEAREST);
        Raster square = ImageResize.fit(wide, new ImageShape(1, 1, 1), FitRule.CROP_CENTRE, Interpolation.NEAREST);
        Raster half = ImageResize.fit(wide, new ImageShape(1, 1, 2), FitRule.CROP_CENTRE, Interpolation.NEAREST);

        assertThat(cut.samples()).containsExactly(2, 2, 3, 3, 2, 2, 3, 3);
        assertThat(square.samples()).containsExactly(2);
        assertThat(half.samples()).containsExactly(2, 3);
    }

    @Test
    void paddingKeepsTheWholePictureCentredOnBlack() {
        Raster wide = new Raster(new ImageShape(1, 1, 2), new byte[] {7, 9});

        Raster padded = ImageResize.fit(wide, new ImageShape(1, 4, 4), FitRule.PAD, Interpolation.NEAREST);

        assertThat(padded.samples()).containsExactly(0, 0, 0, 0, 7, 7, 9, 9, 7, 7, 9, 9, 0, 0, 0, 0);
    }

    @Test
    void stretchingFillsTheTargetWithTheWholePicture() {
        Raster wide = new Raster(new ImageShape(1, 1, 2), new byte[] {7, 9});

        Raster stretched = ImageResize.fit(wide, new ImageShape(1, 2, 2), FitRule.STRETCH, Interpolation.AREA);

        assertThat(stretched.samples()).containsExactly(7, 9, 7, 9);
    }

    @Test
    void anImageOfTheRightShapeIsHandedBackAsItIs() {
        Raster image = source();

        assertThat(ImageResize.fit(image, image.shape(), FitRule.PAD, Interpolation.BILINEAR))
                .isSameAs(image);
    }

    @Test
    void aCutBeyondTheEdgeIsABug() {
        assertThatThrownBy(() -> ImageResize.crop(source(), 0, 10, 13, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must lie within");
    }
}
