package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

class OptionRangeTest {
    private final OptionRange range = new OptionRange(new CommandLine(CommandSpec.create()).getCommandSpec(), "--size");

    @Test
    void theBoundsThemselvesAreInside() {
        assertThat(range.inside(2, 5, 2)).isEqualTo(2);
        assertThat(range.inside(2, 5, 5)).isEqualTo(5);
        assertThat(range.inside(0, 4, 4.0)).isEqualTo(4);
        assertThat(range.atLeast(1, 1)).isEqualTo(1);
        assertThat(range.finite(-1e300)).isEqualTo(-1e300);
    }

    @Test
    void aNumberOutsideIsRefusedWithNameRuleAndValue() {
        assertThatThrownBy(() -> range.inside(2, 5, 6))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--size must be in [2, 5], got 6");
        assertThatThrownBy(() -> range.inside(0, 4, -0.5)).hasMessage("--size must be in [0, 4], got -0.5");
        assertThatThrownBy(() -> range.atLeast(1, 0)).hasMessage("--size must be at least 1, got 0");
    }

    @Test
    void whatIsNoNumberIsInNoRange() {
        assertThatThrownBy(() -> range.inside(0, 4, Double.NaN)).hasMessage("--size must be in [0, 4], got NaN");
        assertThatThrownBy(() -> range.finite(Double.POSITIVE_INFINITY))
                .hasMessage("--size must be a finite number, got Infinity");
    }
}
