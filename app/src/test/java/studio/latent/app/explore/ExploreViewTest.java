package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.app.FxTest;
import studio.latent.app.control.ImageCanvas;
import studio.latent.app.control.InlineNote;
import studio.latent.app.control.LatentPad;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;
import studio.latent.engine.job.Outcome;

class ExploreViewTest extends FxTest {
    @TempDir
    Path folder;

    private final Messages messages = Messages.in(Locale.ENGLISH);
    private final FakeStudio studio = FakeStudio.onOwnThread();
    private final Session session = new Session(studio, Platform::runLater, UndoTree.inMemory());
    private final ExploreViewModel explore =
            new ExploreViewModel(studio, session, Platform::runLater, messages, new Random(3), "1.0");

    @BeforeEach
    void showExplore() {
        show(1280, 800, () -> new ExploreView(explore, messages, answering(file())));
        onFx(explore::start);
        waitUntil("the first image is there", () -> explore.imageProperty().get() != null);
    }

    private Path file() {
        return folder.resolve("picture.png");
    }

    @AfterEach
    void closeStudio() {
        studio.close();
    }

    /// Dialogs that answer with one file.
    private static FileChoice answering(Path file) {
        return new FileChoice() {
            @Override
            public Optional<Path> toOpen(Window owner) {
                return Optional.of(file);
            }

            @Override
            public Optional<Path> toSave(Window owner, String suggestedName) {
                return Optional.of(file);
            }
        };
    }

    private LatentState state() {
        return callFx(() -> session.stateProperty().get());
    }

    private void rested() {
        waitUntil(
                "the image is that of the state",
                () -> !explore.renderingProperty().get()
                        && studio.imageOf(
                                        session.stateProperty().get().model(),
                                        session.stateProperty().get().latent())
                                .equals(explore.imageProperty().get()));
    }

    @Test
    void fromTheFirstImageToASavedPictureByHand() throws Exception {
        ParameterSlider first = find("#explore-direction-1", ParameterSlider.class);
        Node track = first.lookup(".slider");
        onFx(() -> find(".inspector-scroll", ScrollPane.class).setVvalue(1));
        double width = callFx(() -> track.getLayoutBounds().getWidth());
        double height = callFx(() -> track.getLayoutBounds().getHeight()) / 2;
        double from = width * (first.getValue() + 4) / 8;
        drag(track, from, height, width * 0.8, height);
        waitUntil("the drag is one gesture", () -> session.tree().nodes().size() == 2);
        onFx(() -> find(".inspector-scroll", ScrollPane.class).setVvalue(0));
        assertThat(state().origin()).isEqualTo(new Origin.Axis(0));
        assertThat(callFx(first::getValue)).isGreaterThan(1);

        click("#explore-path-pin");
        click("#explore-dice");
        waitUntil("the dice is one gesture", () -> session.tree().nodes().size() == 3);
        assertThat(state().origin()).isInstanceOf(Origin.Seed.class);
        click("#explore-path-pin");
        waitUntil("two pins", () -> explore.path().pins().size() == 2);

        ParameterSlider position = find("#explore-position", ParameterSlider.class);
        focus(position.lookup(".slider"));
        press(KeyCode.RIGHT);
        press(KeyCode.RIGHT);
        assertThat(state().origin()).isEqualTo(new Origin.Path());
        rested();
        assertThat(find("#explore-canvas", ImageCanvas.class).rasterProperty().get())
                .isEqualTo(callFx(() -> explore.imageProperty().get()));

        click("#explore-save");
        waitUntil(
                "the picture is saved",
                () -> find("#explore-saved", InlineNote.class).isVisible());
        assertThat(Files.size(file())).isPositive();
        assertThat(studio.verify(file()).await())
                .isInstanceOfSatisfying(
                        Outcome.Completed.class,
                        done -> assertThat(done.value()).hasFieldOrPropertyWithValue("identical", true));
    }

    @Test
    void theKeyboardReachesSeedUndoAndRedo() {
        TextField seed = find("#explore-seed", TextField.class);
        focus(seed);
        onFx(seed::selectAll);
        type("42");
        press(KeyCode.ENTER);
        assertThat(callFx(() -> explore.seeds().seedProperty().get())).isEqualTo(42);
        press(KeyCode.UP);
        assertThat(callFx(() -> explore.seeds().seedProperty().get())).isEqualTo(43);
        waitUntil("each is a gesture", () -> session.tree().nodes().size() == 3);

        focus(find("#explore-canvas", ImageCanvas.class));
        press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(callFx(() -> explore.seeds().seedProperty().get())).isEqualTo(42);
        press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertThat(callFx(() -> explore.seeds().seedProperty().get())).isEqualTo(43);
        rested();
    }

    @Test
    void aNumberThatIsNoSeedIsMarkedAndChangesNothing() {
        TextField seed = find("#explore-seed", TextField.class);
        LatentState before = state();
        focus(seed);
        onFx(seed::selectAll);
        type("12x");
        press(KeyCode.ENTER);

        assertThat(callFx(() -> seed.getPseudoClassStates().toString())).contains("error");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void theHandleOnTheSeedPlaneMixesItsCorners() {
        LatentPad pad = find("#explore-plane", LatentPad.class);
        focus(pad);
        press(KeyCode.RIGHT);
        press(KeyCode.DOWN);

        assertThat(state().origin()).isEqualTo(new Origin.Plane());
        waitUntil("the hand rests", () -> session.tree().nodes().size() == 2);
        waitUntil("corners have images", () -> pad.cornerProperty(3).get().image() != null);
        rested();
    }

    @Test
    void whatGoesWrongIsSaidInPlaceAndGoesWhenDismissed() throws Exception {
        Files.writeString(file(), "no image");
        click("#explore-open");
        InlineNote note = find("#explore-trouble", InlineNote.class);
        waitUntil("the note is shown", note::isVisible);
        assertThat(callFx(note::problem)).contains("picture.png");
        assertThat(callFx(note::remedy)).isNotBlank();

        onFx(note::dismiss);
        assertThat(callFx(() -> explore.troubleProperty().get())).isNull();
    }

    @Test
    void aPictureOfTheStudioIsOfferedToBeRestored() {
        LatentState made = state();
        onFx(() -> explore.save(file()));
        waitUntil("saved", () -> explore.files().savedProperty().get() != null);
        click("#explore-dice");
        click("#explore-open");
        InlineNote note = find("#explore-offer", InlineNote.class);
        waitUntil("the offer is shown", note::isVisible);
        click(messages.text("explore.recipe.restore"));

        waitUntil("restored", () -> made.equals(session.stateProperty().get()));
    }

    @Test
    void theBoxOfModelsShowsOneThatIsNotInItsListToo() {
        onFx(() -> session.adopt(studio.retrained(FakeStudio.GREY, 7, 0)));

        ComboBox<?> models = find("#explore-model", ComboBox.class);
        assertThat(callFx(() -> models.getValue().toString())).contains(FakeStudio.GREY, "7 latent", "new-data");
        assertThat(callFx(() -> session.modelProperty().get().geometry().dimension()))
                .isEqualTo(7); // the box has not opened the one of its list
    }

    @Test
    void everyControlSaysItsNameToAScreenReader() {
        for (String id : new String[] {
            "explore-model",
            "explore-seed",
            "explore-dice",
            "explore-undo",
            "explore-redo",
            "explore-save",
            "explore-copy",
            "explore-open",
            "explore-before",
            "explore-path-pin",
            "explore-path-play",
            "explore-path-loop",
            "explore-strip",
            "explore-plane",
            "explore-canvas",
            "explore-directions-reset"
        }) {
            Node node = find("#" + id, Node.class);
            assertThat(node.getAccessibleText()).as(id).isNotBlank();
        }
        assertThat(find("#explore-path-slerp", ToggleButton.class).getAccessibleHelp())
                .isNotBlank();
        assertThat(find("#explore-undo", Button.class).isDisabled()).isTrue();
    }

    @Test
    void theClassOfADiffusionModelIsAChipAndItsStepsAreUnderASlider() {
        onFx(() -> explore.open(FakeStudio.DENOISING));
        waitUntil(
                "the model is there", () -> explore.sampling().offeredProperty().get());
        assertThat(callFx(() -> find("#explore-directions-reset", Button.class).isVisible()
                        && find("#explore-directions-reset", Button.class)
                                .getParent()
                                .getParent()
                                .isVisible()))
                .as("directions of noise")
                .isFalse();
        click("bag");
        waitUntil("bag", () -> explore.sampling().wishes().weights().containsKey("bag"));
        assertThat(callFx(() -> explore.sampling().wishes().weights())).isEqualTo(Map.of("bag", 1.0));

        click("#explore-trajectory");
        waitUntil("steps", () -> explore.trajectory().stepsProperty().get() > 0);
        Slider step = find("#explore-trajectory-step", Slider.class);
        focus(step);
        press(KeyCode.END);
        assertThat(callFx(() -> explore.trajectory().positionProperty().get()))
                .isEqualTo(
                        callFx(() -> explore.trajectory().stepsProperty().get()).doubleValue());

        click("#explore-trajectory-samplers");
        waitUntil(
                "every sampler's image",
                () -> !explore.trajectory().rivals().isEmpty()
                        && explore.trajectory().rivals().stream().allMatch(rival -> rival.image() != null));
    }
}
