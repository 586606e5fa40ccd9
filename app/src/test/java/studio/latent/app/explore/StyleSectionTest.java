package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.FxTest;
import studio.latent.app.control.ImageCanvas;
import studio.latent.app.control.ParameterSlider;
import studio.latent.engine.generate.Styling;

class StyleSectionTest extends FxTest {
    private final FxExplore fx = new FxExplore();

    @BeforeEach
    void showSection() {
        show(340, 700, () -> FxExplore.dressed(new StyleSection(fx.explore.style(), fx.parts())));
        open(FakeStudio.STYLED);
    }

    @AfterEach
    void closeStudio() {
        fx.close();
    }

    private void open(String model) {
        onFx(() -> fx.explore.open(model));
        waitUntil("the model's image is there", () -> fx.isReady(model));
    }

    private Styling styling() {
        return callFx(fx::styling);
    }

    private ToggleButton layer(int index) {
        return find("#explore-mix-layer-" + index, ToggleButton.class);
    }

    @Test
    void noiseIsSwitchedStrengthenedAndDrawnFromASeed() {
        CheckBox on = find("#explore-noise", CheckBox.class);
        click(on);
        assertThat(styling().noise()).isZero();
        click(on);
        assertThat(styling().noise()).isEqualTo(1);

        focus(find("#explore-noise-strength", ParameterSlider.class).lookup(".slider"));
        press(KeyCode.RIGHT);
        assertThat(styling().noise()).isGreaterThan(1);

        TextField seed = find("#explore-noise-seed", TextField.class);
        focus(seed);
        type("12");
        press(KeyCode.ENTER);
        assertThat(styling().noiseSeed()).isEqualTo(12);
        type("x");
        press(KeyCode.ENTER);
        assertThat(styling().noiseSeed()).as("what is no number is not taken").isEqualTo(12);
        assertThat(seed.getPseudoClassStates())
                .anyMatch(state -> state.getPseudoClassName().equals("error"));

        click("#explore-noise-reset");
        assertThat(styling().noiseSeed()).isNull();
        assertThat(seed.getText()).isEmpty();
        click("#explore-noise-roll");
        assertThat(seed.getText()).isEqualTo("" + styling().noiseSeed());
    }

    @Test
    void layersAreSwitchedBetweenTheStylesOfTwoImages() {
        FlowPane groups = find("#explore-mix-layers", FlowPane.class);
        assertThat(groups.getChildren()).as("one group for each size").hasSize(3);
        assertThat(layer(0).getText()).isEqualTo("A");
        assertThat(layer(3).getText()).isEqualTo("B");
        assertThat(find("#explore-mix-clear", ButtonBase.class).isDisabled()).isTrue();

        click("#explore-mix-roll");
        assertThat(Objects.requireNonNull(styling().mix()).layers()).containsExactly(3, 4);
        waitUntil(
                "B is seen",
                () -> find("#explore-mix-other", ImageCanvas.class)
                                .rasterProperty()
                                .get()
                        != null);
        click(layer(0));
        assertThat(Objects.requireNonNull(styling().mix()).layers()).containsExactly(0, 3, 4);
        assertThat(layer(0).getText()).isEqualTo("B");
        assertThat(layer(0).getAccessibleText()).isEqualTo("Layer 0, 2×2: style of B");
        picture();

        click("#explore-mix-coarse");
        assertThat(Objects.requireNonNull(styling().mix()).layers()).containsExactly(0);
        onFx(() -> fx.session.undo(_ -> {}));
        assertThat(layer(4).isSelected()).isTrue();
        click("#explore-mix-clear");
        assertThat(styling().mix()).isNull();
    }

    @Test
    void aGeneratorWithoutStylesShowsTruncationAlone() {
        open(FakeStudio.GENERATOR);

        assertThat(isShown("#explore-truncation")).isTrue();
        Node layers = find("#explore-mix-layers", FlowPane.class).getParent().getParent();
        assertThat(layers.isVisible()).isFalse();
        assertThat(layers.isManaged()).isFalse();
    }
}
