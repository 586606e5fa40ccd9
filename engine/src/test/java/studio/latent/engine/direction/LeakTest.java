package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LeakTest {
    private static final AttributeChange SMILE = new AttributeChange("smile", 0.8);

    @Test
    void theFigureIsTheRootMeanSquareOfTheOthersByTheOwn() {
        Leak leak = new Leak(
                SMILE,
                List.of(new AttributeChange("glasses", 0.03), new AttributeChange("hair", 0.04)),
                List.of("mouth"),
                List.of(),
                100,
                2);

        assertThat(leak.figure()).isCloseTo(Math.sqrt((0.0009 + 0.0016) / 2) / 0.8, within(1e-12));
        assertThat(leak.others()).extracting(AttributeChange::attribute).containsExactly("hair", "glasses");
    }

    @Test
    void whatChangesNothingElseDoesNotLeak() {
        assertThat(new Leak(SMILE, List.of(), List.of(), List.of(), 1, 2).figure())
                .isZero();
    }

    @Test
    void whatDoesNotChangeItsOwnLeaksWithoutBound() {
        Leak leak = new Leak(
                new AttributeChange("smile", 0), List.of(new AttributeChange("hair", 0.1)), List.of(), List.of(), 1, 2);

        assertThat(leak.figure()).isInfinite();
    }

    @Test
    void changesAreShares() {
        assertThatThrownBy(() -> new AttributeChange("smile", 1.2)).hasMessageContaining("[0, 1]");
        assertThatThrownBy(() -> new Leak(SMILE, List.of(), List.of(), List.of(), 0, 2))
                .hasMessageContaining("images");
    }
}
