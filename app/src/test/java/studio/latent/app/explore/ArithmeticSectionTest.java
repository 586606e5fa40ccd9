package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.app.FxTest;
import studio.latent.app.control.ImageCanvas;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.explore.ArithmeticViewModel.Slot;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;

class ArithmeticSectionTest extends FxTest {
    @TempDir
    Path folder;

    private final Messages messages = Messages.in(Locale.ENGLISH);
    private final FakeStudio studio = FakeStudio.onOwnThread();
    private final Session session = new Session(studio, Platform::runLater, UndoTree.inMemory());
    private final ExploreViewModel explore =
            new ExploreViewModel(studio, session, Platform::runLater, messages, new Random(3), "1.0");
    private final ArithmeticViewModel bench = explore.arithmetic();

    @BeforeEach
    void showExplore() {
        show(1280, 800, () -> new ExploreView(explore, messages, new NoDialogs()));
        onFx(explore::start);
        waitUntil("the first image is there", () -> explore.imageProperty().get() != null);
    }

    @AfterEach
    void closeStudio() {
        studio.close();
    }

    /// Nobody asks for a file here.
    private static final class NoDialogs implements FileChoice {
        @Override
        public Optional<Path> toOpen(Window owner) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> toSave(Window owner, String suggestedName) {
            return Optional.empty();
        }
    }

    private LatentState state() {
        return callFx(() -> session.stateProperty().get());
    }

    private ImageCanvas tile(String slot) {
        return find("#explore-arithmetic-" + slot, ImageCanvas.class);
    }

    @Test
    void slotsAreFilledFromTheHandAndFromThePinsAndTheSliderSaysHowMuch() {
        click("#explore-path-pin");
        click("#explore-arithmetic-put-base");
        click("#explore-dice");
        click("#explore-arithmetic-put-minus");
        waitUntil("the difference is under the hand", () -> state().origin() instanceof Origin.Arithmetic);
        waitUntil("A is seen", () -> tile("base").rasterProperty().get() != null);

        MenuButton pinned = find("#explore-arithmetic-pinned-plus", MenuButton.class);
        onFx(pinned::show);
        onFx(() -> pinned.getItems().getFirst().fire());
        waitUntil("C is filled", () -> bench.pins(Slot.PLUS).size() == 1);
        LatentState whole = state();

        ParameterSlider strength = find("#explore-arithmetic-strength", ParameterSlider.class);
        assertThat(strength.isDisabled()).isFalse();
        focus(strength.lookup(".slider"));
        press(KeyCode.RIGHT);
        assertThat(state()).isNotEqualTo(whole);
        waitUntil(
                "the image is that of the result",
                () -> studio.imageOf(state().model(), state().latent())
                        .equals(explore.imageProperty().get()));
        picture();

        click("#explore-arithmetic-clear-minus");
        assertThat(bench.pins(Slot.MINUS)).isEmpty();
        assertThat(tile("minus").rasterProperty().get()).isNull();
        press(KeyCode.CONTROL, KeyCode.Z);
        waitUntil("B is back", () -> bench.pins(Slot.MINUS).size() == 1);
    }

    @Test
    void theKeyboardReachesFillsAndEmptiesASlot() {
        focus(tile("base"));
        press(KeyCode.ENTER);
        assertThat(bench.pins(Slot.BASE)).hasSize(1);
        assertThat(callFx(() -> tile("base").getAccessibleText())).isEqualTo("A · start: 1");
        focus(tile("plus"));
        press(KeyCode.ENTER);
        press(KeyCode.ENTER);
        assertThat(bench.pins(Slot.PLUS)).hasSize(2);
        press(KeyCode.DELETE);
        press(KeyCode.BACK_SPACE);
        assertThat(bench.pins(Slot.PLUS)).isEmpty();
        assertThat(callFx(() -> tile("plus").getAccessibleText())).isEqualTo("C · add: empty");
        assertThat(callFx(() -> tile("minus").isFocusTraversable())).isTrue();
    }

    @Test
    void aFileDroppedOnASlotIsEncodedIntoItAndDoesNotReachTheCanvas() throws Exception {
        Path file = folder.resolve("dropped.png");
        onFx(() -> explore.save(file));
        waitUntil("the picture is there", () -> explore.files().savedProperty().get() != null);
        Path text = Files.writeString(folder.resolve("notes.txt"), "no image");
        LatentState before = state();

        assertThat(drop(tile("minus"), text)).as("a text file is not taken").isFalse();
        assertThat(drop(tile("minus"), file)).isTrue();
        waitUntil("it is in B", () -> bench.pins(Slot.MINUS).size() == 1);

        assertThat(bench.pins(Slot.MINUS).getFirst().state().origin()).isEqualTo(new Origin.Encoded("dropped.png"));
        assertThat(state()).as("without A the image stays").isEqualTo(before);
        assertThat(callFx(() -> explore.files().offerProperty().get()))
                .as("the canvas would have offered to restore it")
                .isNull();
        assertThat(drop(find("#explore-canvas", ImageCanvas.class), file)).isTrue();
        waitUntil("now it does", () -> explore.files().offerProperty().get() != null);
    }

    @Test
    void everyControlSaysItsNameToAScreenReader() {
        for (String slot : new String[] {"base", "minus", "plus"}) {
            assertThat(tile(slot).getAccessibleText()).isNotBlank();
            assertThat(tile(slot).getAccessibleHelp()).contains("Enter");
            for (String what : new String[] {"put", "pinned", "clear"}) {
                ButtonBase button = find("#explore-arithmetic-" + what + "-" + slot, ButtonBase.class);
                assertThat(button.getAccessibleText()).as(what + slot).isNotBlank();
            }
            assertThat(find("#explore-arithmetic-clear-" + slot, Button.class).isDisabled())
                    .as("nothing to empty")
                    .isTrue();
        }
        assertThat(find("#explore-arithmetic-strength", ParameterSlider.class).isDisabled())
                .isTrue();
    }
}
