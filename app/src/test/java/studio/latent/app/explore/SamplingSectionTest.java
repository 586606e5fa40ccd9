package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.FxTest;
import studio.latent.app.control.ParameterSlider;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.sample.Threshold;

class SamplingSectionTest extends FxTest {
    private final FxExplore fx = new FxExplore();

    @BeforeEach
    void showSection() {
        show(
                340,
                700,
                () -> FxExplore.dressed(
                        new SamplingSection(fx.explore.sampling(), fx.explore.classifier(), fx.parts())));
        onFx(() -> fx.explore.open(FakeStudio.DENOISING));
        waitUntil("the model's image is there", () -> fx.isReady(FakeStudio.DENOISING));
    }

    @AfterEach
    void closeStudio() {
        onFx(fx.explore::rest); // no pause after a key shall end when the studio is closed
        fx.close();
    }

    private SamplerSettings settings() {
        return callFx(() ->
                Objects.requireNonNull(fx.session.renderingProperty().get()).sampling());
    }

    private ToggleButton chip(String name) {
        return callFx(() -> stage().getScene().getRoot().lookupAll(".chip").stream()
                .map(ToggleButton.class::cast)
                .filter(chip -> chip.getText().equals(name))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void theMinusKeyAvoidsAndTheClickWishesAgain() {
        focus(chip("bag"));
        press(KeyCode.MINUS);
        assertThat(settings().steering().unwanted()).isEqualTo(Map.of("bag", 1.0));
        assertThat(chip("bag").getAccessibleText()).isEqualTo("not bag");
        assertThat(chip("bag").getPseudoClassStates())
                .anyMatch(state -> state.getPseudoClassName().equals("avoided"));
        picture();

        click(chip("bag"));
        assertThat(settings().steering().unwanted()).isEmpty();
        assertThat(settings().wishes()).isEqualTo(Map.of("bag", 1.0));
        assertThat(chip("bag").getAccessibleText()).isEqualTo("bag");
    }

    @Test
    void theMenuOfAChipAvoidsToo() {
        onFx(() -> chipMenu("coat"));
        waitUntil("the menu is there", () -> Window.getWindows().stream().anyMatch(ContextMenu.class::isInstance));
        onFx(() -> Window.getWindows().stream()
                .filter(ContextMenu.class::isInstance)
                .map(ContextMenu.class::cast)
                .findFirst()
                .orElseThrow()
                .getItems()
                .getLast()
                .fire());

        assertThat(settings().steering().unwanted()).isEqualTo(Map.of("coat", 1.0));
        assertThat(settings().wishes()).as("it was wished for before").isEmpty();
    }

    private void chipMenu(String name) {
        ToggleButton chip = chip(name);
        chip.fireEvent(new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 1, 1, 1, 1, true, null));
    }

    @Test
    void whatFewNeedIsFoldedAwayAndWorks() {
        onFx(() -> find("#explore-steering", TitledPane.class).setExpanded(true));
        click("#explore-steering-tile");
        assertThat(settings().tiled()).isTrue();
        onFx(() -> thresholds().setValue(Threshold.Kind.STATIC));
        assertThat(settings().steering().threshold()).isEqualTo(Threshold.Kind.STATIC);
        focus(field("explore-steering-rescale"));
        onFx(() -> field("explore-steering-rescale").selectAll());
        type("0.5");
        press(KeyCode.ENTER);
        assertThat(settings().steering().rescale()).isEqualTo(0.5);
        picture();
    }

    @SuppressWarnings("unchecked") // the box of this id holds thresholds
    private ComboBox<Threshold.Kind> thresholds() {
        return find("#explore-steering-threshold", ComboBox.class);
    }

    private TextField field(String id) {
        return (TextField) find("#" + id, ParameterSlider.class).lookup(".text-field");
    }

    @Test
    void aGuidanceBeyondTheTrackIsTypedAndShown() {
        focus(field("explore-guidance"));
        onFx(() -> field("explore-guidance").selectAll());
        type("20");
        press(KeyCode.ENTER);
        assertThat(settings().guidanceScale()).isEqualTo(20);

        onFx(() -> fx.session.renderBy(Rendering.DEFAULTS.sampledBy(settings().guidedBy(30))));
        assertThat(find("#explore-guidance", ParameterSlider.class).getValue()).isEqualTo(30);
        assertThat(field("explore-guidance").getText()).isEqualTo("30");
    }
}
