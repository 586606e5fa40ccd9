package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.latent.app.FxTest;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.l10n.Messages;

class WishChipsTest extends FxTest {
    private static final int WIDTH = 320;
    private static final List<String> NAMES =
            List.of("smile=1", "smile=0", "hairColor=#ffffff", "hairColor=#4a312c", "top=winterHat02", "top=shortFlat");

    private final Wishes wishes = new Wishes(() -> {});

    @BeforeEach
    void showChips() {
        SectionParts parts = new SectionParts(Messages.in(Locale.ENGLISH), () -> {});
        show(WIDTH, 600, () -> FxExplore.dressed(new WishChips(wishes, parts)));
    }

    private void offer(List<String> names) {
        onFx(() -> wishes.offer(names));
        onFx(() -> stage().getScene().getRoot().layout());
    }

    private List<ToggleButton> chips() {
        return callFx(() -> stage().getScene().getRoot().lookupAll(".chip").stream()
                .map(ToggleButton.class::cast)
                .toList());
    }

    private ToggleButton chip(String name) {
        return chips().stream()
                .filter(chip -> chip.getAccessibleText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void valuesAreReadAsWordsAndColoursAreSeen() {
        offer(NAMES);

        assertThat(callFx(() -> stage().getScene().getRoot().lookupAll(".hint").stream()
                        .map(label -> ((Label) label).getText())
                        .toList()))
                .containsExactly("Smile", "Hair color", "Top");
        assertThat(chips())
                .extracting(ToggleButton::getAccessibleText)
                .containsExactly(
                        "Smile: no",
                        "Smile: yes",
                        "Hair color: #4a312c",
                        "Hair color: #ffffff",
                        "Top: short flat",
                        "Top: winter hat 02");
        assertThat(chips())
                .extracting(ToggleButton::getText)
                .containsExactly("no", "yes", "", "", "short flat", "winter hat 02");
        assertThat(chip("Hair color: #4a312c").getGraphic()).isInstanceOf(Swatch.class);
        assertThat(chip("Hair color: #4a312c").getTooltip().getText()).startsWith("Show Hair color: #4a312c.");
        picture();
    }

    @Test
    void aColourIsChosenByTheKeyboardAndMixedWithAnother() {
        offer(NAMES);
        focus(chip("Hair color: #ffffff"));
        press(KeyCode.SPACE);
        assertThat(callFx(wishes::weights)).isEqualTo(Map.of("hairColor=#ffffff", 1.0));
        assertThat(chip("Hair color: #ffffff").isSelected()).isTrue();

        focus(chip("Hair color: #4a312c"));
        press(KeyCode.SHIFT, KeyCode.SPACE);

        assertThat(callFx(wishes::weights)).isEqualTo(Map.of("hairColor=#ffffff", 0.5, "hairColor=#4a312c", 0.5));
        assertThat(callFx(() -> stage().getScene().getRoot().lookupAll(".parameter-slider").stream()
                        .map(ParameterSlider.class::cast)
                        .map(slider -> slider.labelProperty().get())
                        .toList()))
                .containsExactly("Hair color: #4a312c", "Hair color: #ffffff");
        picture();
    }

    @Test
    void manyAndLongValuesWrapWithinTheWidth() {
        List<String> names = new ArrayList<>(
                IntStream.range(0, 200).mapToObj(i -> "top=value" + i).toList());
        names.add("top=" + "aVeryLongWord".repeat(12));
        offer(names);

        assertThat(chips()).hasSize(201).allSatisfy(chip -> {
            double right = chip.localToScene(chip.getLayoutBounds()).getMaxX();
            assertThat(right).as(chip.getText()).isLessThanOrEqualTo(WIDTH);
        });
        FlowPane flow = callFx(() -> (FlowPane) stage().getScene().getRoot().lookup(".chips"));
        assertThat(flow.getHeight()).isGreaterThan(200);
    }
}
