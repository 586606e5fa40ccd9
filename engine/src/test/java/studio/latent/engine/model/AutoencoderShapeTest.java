package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.engine.image.ImageShape;

class AutoencoderShapeTest {
    @Test
    void anImageOf64PixelsBecomesFourNumbersForEveryFourByFourPixels() {
        AutoencoderShape shape = AutoencoderShape.small();

        assertThat(shape.latent(new ImageShape(3, 64, 48))).isEqualTo(new SampleShape(4, 16, 12));
        assertThat(shape.channels()).containsExactly(32, 64, 64);
    }

    @Test
    void sidesThatItsLevelsCannotHalveAreRefused() {
        assertThatThrownBy(() -> AutoencoderShape.small().latent(new ImageShape(3, 62, 64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiples of 4");
    }

    @ParameterizedTest
    @CsvSource({
        "0,32,3,2,1,8,latentChannels",
        "4,4,3,2,1,4,width",
        "4,32,0,2,1,8,levels",
        "4,32,3,0,1,8,growth",
        "4,32,3,2,5,8,blocks",
        "4,32,3,2,1,0,groups",
        "4,36,3,2,1,8,multiple of groups",
    })
    void whatIsOutOfRangeIsNamed(int latent, int width, int levels, int growth, int blocks, int groups, String named) {
        assertThatThrownBy(() -> new AutoencoderShape(latent, width, levels, growth, blocks, groups))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}
