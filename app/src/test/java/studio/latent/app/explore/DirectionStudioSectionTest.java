package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.text.Text;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.FxTest;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.explore.DirectionSides.Side;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.image.Raster;

class DirectionStudioSectionTest extends FxTest {
    private final Messages messages = Messages.in(Locale.ENGLISH);
    private final FakeStudio studio = FakeStudio.onOwnThread();
    private final Session session = new Session(studio, Platform::runLater, UndoTree.inMemory());
    private final ExploreViewModel explore =
            new ExploreViewModel(studio, session, Platform::runLater, messages, new Random(3), "1.0");
    private final DirectionStudioViewModel directions = explore.directionStudio();

    /// No dialog is opened here.
    private static final FileChoice NO_FILE = new FileChoice() {
        @Override
        public Optional<Path> toOpen(Window owner) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> toSave(Window owner, String suggestedName) {
            return Optional.empty();
        }
    };

    @BeforeEach
    void openStudio() {
        show(1280, 800, () -> new ExploreView(explore, messages, NO_FILE));
        onFx(explore::start);
        waitUntil("the first image is there", () -> explore.imageProperty().get() != null);
        click("#explore-studio-open");
        waitUntil(
                "there are images to choose from",
                () -> !directions.wish().sides().candidates().isEmpty());
    }

    @AfterEach
    void closeStudio() {
        studio.close();
    }

    private Node candidate(int index) {
        return callFx(() ->
                find("#explore-studio-candidates", FlowPane.class).getChildren().get(index));
    }

    private int on(Side side) {
        return callFx(() -> directions.wish().sides().on(side).size());
    }

    @Test
    void aSideWithoutImagesSaysInFullWhatToDo() {
        Label hint =
                callFx(() -> (Label) find("#explore-studio-minus", Node.class).lookup(".scroll-pane .hint"));

        assertThat(callFx(() -> ((Text) hint.lookup(".text")).getText()))
                .as("what is drawn of the text")
                .isEqualTo(hint.getText())
                .isEqualTo("Drag images here");
        picture();
    }

    @Test
    void aDirectionIsBuiltFromTwoSidesAndBecomesASlider() {
        assertThat(find("#explore-studio-find", Button.class).isDisabled()).isTrue();
        click(candidate(0));
        waitUntil("one lies on plus", () -> on(Side.PLUS) == 1);
        rightClick(candidate(0));
        waitUntil("one lies on minus", () -> on(Side.MINUS) == 1);
        click("#explore-studio-put-plus");
        waitUntil("the current image lies on plus", () -> on(Side.PLUS) == 2);

        click("#explore-studio-find");
        waitUntil("the strip is there", () -> directions.strip().size() == 7);
        assertThat(find("#explore-studio-confidence", Label.class).getText()).contains("12 on plus");
        picture();

        click("#explore-studio-name");
        type("grin");
        click("#explore-studio-save");
        waitUntil("it has a slider", () -> isShown("#explore-named-grin"));
        assertThat(find("#explore-named-grin", ParameterSlider.class)
                        .labelProperty()
                        .get())
                .isEqualTo("grin");

        FlowPane strip = find("#explore-studio-strip", FlowPane.class);
        click(callFx(() -> strip.getChildren().get(6)));
        waitUntil(
                "the image is under the hand",
                () -> session.stateProperty().get() != null
                        && new Origin.Named("grin")
                                .equals(session.stateProperty().get().origin()));
    }

    @Test
    void theKeyboardPutsImagesOnSidesAndTakesThemOff() {
        focus(candidate(0));
        type("+");
        waitUntil("one lies on plus", () -> on(Side.PLUS) == 1);
        focus(candidate(0));
        type("-");
        waitUntil("one lies on minus", () -> on(Side.MINUS) == 1);
        assertThat(candidate(0).isFocused()).as("the next one").isTrue();
        press(KeyCode.SHIFT, KeyCode.SPACE);
        waitUntil("another lies on minus", () -> on(Side.MINUS) == 2);

        Node held = callFx(
                () -> find("#explore-studio-plus", DirectionSideBox.class).lookup(".studio-tile"));
        focus(held);
        press(KeyCode.DELETE);
        waitUntil("it was taken off", () -> on(Side.PLUS) == 0);
    }

    @Test
    void theModelsOwnDirectionsAreGoneThroughByTheirNumbers() {
        click("#explore-studio-model");
        click("#explore-studio-find");
        waitUntil("two are found", () -> studioNumbers().size() == 2);
        Raster first = callFx(() -> directions.strip().getFirst().image());

        click(studioNumbers().get(1));

        waitUntil("the strip is the second's", () -> {
            Raster shown = directions.strip().getFirst().image();
            return shown != null && !shown.equals(first);
        });
        assertThat(callFx(() -> ((ToggleButton) studioNumbers().get(0)).isSelected()))
                .isFalse();
    }

    private List<Node> studioNumbers() {
        return callFx(() ->
                List.copyOf(find("#explore-studio-alternatives", FlowPane.class).getChildren()));
    }

    @Test
    void anAttributesLeakIsShownAsBarsWithWords() {
        click("#explore-studio-attribute");
        waitUntil(
                "there are data",
                () -> directions.wish().data().datasetProperty().get() != null);
        click("#explore-studio-find");
        waitUntil("it is found", () -> !directions.strip().isEmpty());
        click("#explore-studio-measure");
        waitUntil("it is measured", () -> {
            var figures = directions.figuresProperty().get();
            return figures != null && figures.own() != null;
        });

        assertThat(find("#explore-studio-leak", Label.class).getText()).contains("Leak 0.09", "80 of 100 images");
        List<String> names = callFx(
                () -> find("#explore-studio", DirectionStudioSection.class).lookupAll(".leak-bars .label").stream()
                        .map(node -> ((Label) node).getText())
                        .toList());
        assertThat(names).contains("smile", "hat", "beard");
        onFx(() -> directions.shownProperty().set(false));
        waitUntil("it is closed", () -> !isShown("#explore-studio"));
    }

    @Test
    void inMapsALayerIsChosenAndWhatIsFoundMovesThem() {
        onFx(() -> explore.open(FakeStudio.LAYERED));
        click("#explore-studio-attribute");
        waitUntil(
                "there are data",
                () -> directions.wish().data().datasetProperty().get() != null);
        assertThat(isShown("#explore-studio-disentangle")).isTrue();
        waitUntil("the model is there", () -> isShown("#explore-studio-place-feature-maps"));
        assertThat(isShown("#explore-studio-place-w")).as("it has no styles").isFalse();
        click("#explore-studio-place-feature-maps");
        assertThat(isShown("#explore-studio-disentangle")).isFalse();
        assertThat(isShown("#explore-studio-place-map-layer")).isTrue();
        click("#explore-studio-find");
        waitUntil("it is found", () -> !directions.strip().isEmpty());
        picture();

        click("#explore-studio-save");
        waitUntil(
                "it has a slider",
                () -> explore.namedDirections().rows().stream()
                        .anyMatch(row -> row.space() == DirectionSpace.FEATURE_MAPS));
        assertThat(callFx(() ->
                        find("#explore-named-hat", ParameterSlider.class)
                                .getParent()
                                .getParent()
                                .lookupAll(".hint")
                                .stream()
                                .map(node -> ((Label) node).getText())
                                .toList()))
                .containsExactly("feature maps of 2×2");
    }

    @Test
    void aSliderHasAButtonThatShowsItsDirectionInTheStudio() {
        onFx(() -> directions.shownProperty().set(false));
        waitUntil("the studio is away", () -> !isShown("#explore-studio"));
        NamedDirections.Row row = explore.namedDirections().rows().getFirst();

        Button look = find("#explore-named-look-" + row.name(), Button.class);
        onFx(look::fire);

        waitUntil("the studio shows it", () -> isShown("#explore-studio"));
        waitUntil(
                "its strip is drawn",
                () -> find("#explore-studio-strip", FlowPane.class)
                                .getChildren()
                                .size()
                        == 7);
        assertThat(find("#explore-studio-leak", Label.class).getText()).isNotBlank();
    }
}
