package studio.latent.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
    private static final ImageShape WIDE = new ImageShape(1, 2, 3);
    private static final Raster STORED = new Raster(WIDE, new byte[] {1, 2, 3, 4, 5, 6});

    @ParameterizedTest
    @CsvSource({
        "1, 2, 123456",
        "2, 2, 321654",
        "3, 2, 654321",
        "4, 2, 456123",
        "5, 3, 142536",
        "6, 3, 415263",
        "7, 3, 635241",
        "8, 3, 362514"
    })
    void each_code_turns_a_small_image_upright(int code, int height, String expected) {
        Raster upright = Orientation.ofCode(code).upright(STORED);

        assertThat(upright.height()).isEqualTo(height);
        StringBuilder digits = new StringBuilder();
        for (byte sample : upright.samples()) {
            digits.append(sample);
        }
        assertThat(digits).hasToString(expected);
    }

    @Test
    void a_code_that_the_standard_does_not_know_leaves_the_image_alone() {
        assertThat(Orientation.ofCode(0)).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.ofCode(9).upright(STORED)).isEqualTo(STORED);
    }

    @Test
    void bytes_that_are_no_photograph_are_upright() {
        assertThat(Orientation.ofJpeg(new byte[] {1, 2, 3})).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.ofJpeg(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe1, 0, 4, 0, 0}))
                .isEqualTo(Orientation.UPRIGHT);
    }
}
