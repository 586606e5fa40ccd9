package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void a_point_and_a_comma_both_begin_the_decimals() {
        assertThat(Numbers.parse(" 0.5 ")).isEqualTo(0.5);
        assertThat(Numbers.parse("0,5")).isEqualTo(0.5);
        assertThat(Numbers.parse("1e-3")).isEqualTo(0.001);
    }

    @Test
    void what_is_no_number_is_said_so() {
        assertThat(Numbers.parse("fast")).isNaN();
        assertThat(Numbers.parse("")).isNaN();
        assertThat(Numbers.isWhole(3)).isTrue();
        assertThat(Numbers.isWhole(3.5)).isFalse();
        assertThat(Numbers.isWhole(Double.NaN)).isFalse();
    }
}
