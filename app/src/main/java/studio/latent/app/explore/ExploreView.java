package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import studio.latent.app.control.ImageCanvas;
import studio.latent.app.control.InlineNote;
import studio.latent.app.l10n.Messages;

/// Explore as it is seen: tools above, the image in the middle, the inspector at its right, the film strip below.
public final class ExploreView extends BorderPane {
    /// A wait shorter than this is not worth a sign of it.
    private static final Duration PATIENCE = Duration.millis(100);

    private final ExploreViewModel explore;
    private final Messages messages;
    private final FileChoice files;
    private final SectionParts parts;
    private final ImageCanvas canvas;
    private final Map<KeyCombination, Runnable> shortcuts;

    public ExploreView(ExploreViewModel explore, Messages messages, FileChoice files) {
        this.explore = explore;
        this.messages = messages;
        this.files = files;
        parts = new SectionParts(messages, explore::rest);
        canvas = new ImageCanvas(messages);
        shortcuts = Map.of(
                shortcut(KeyCode.Z), explore::undo,
                shortcut(KeyCode.Z, KeyCombination.SHIFT_DOWN), explore::redo,
                shortcut(KeyCode.Y), explore::redo,
                shortcut(KeyCode.O), this::open,
                shortcut(KeyCode.S), this::save,
                shortcut(KeyCode.R), explore.seeds()::rollDice,
                shortcut(KeyCode.P), explore.path()::pinCurrent,
                shortcut(KeyCode.B),
                        () -> explore.beforeProperty()
                                .set(!explore.beforeProperty().get()));
        getStyleClass().add("explore");
        getStylesheets()
                .add(ExploreView.class
                        .getResource("/studio/latent/ui/explore.css")
                        .toExternalForm());
        StackPane stage = stage();
        VBox.setVgrow(stage, Priority.ALWAYS);
        setTop(tools());
        setCenter(new VBox(stage, new BottomPanels(explore, parts)));
        setRight(inspector());
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    private HBox tools() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Label training = new Label();
        training.getStyleClass().add("badge");
        training.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> messages.text(
                                "explore.training", explore.versionProperty().get()),
                        explore.versionProperty()));
        training.visibleProperty().bind(explore.versionProperty().greaterThan(0));
        training.managedProperty().bind(training.visibleProperty());
        ToggleButton before = parts.toggle(MaterialDesignC.COMPARE, "explore.before");
        before.selectedProperty().bindBidirectional(explore.beforeProperty());
        before.disableProperty().bind(explore.canUndoProperty().not());
        ToggleButton steps = parts.toggle(MaterialDesignS.STAIRS, "explore.trajectory");
        steps.selectedProperty().bindBidirectional(explore.trajectory().shownProperty());
        steps.visibleProperty().bind(explore.sampling().offeredProperty());
        steps.managedProperty().bind(steps.visibleProperty());
        ToggleButton layers = parts.toggle(MaterialDesignL.LAYERS_SEARCH_OUTLINE, "explore.layers");
        layers.selectedProperty().bindBidirectional(explore.layers().shownProperty());
        layers.visibleProperty().bind(explore.layers().offeredProperty());
        layers.managedProperty().bind(layers.visibleProperty());
        Button undo = parts.icon(MaterialDesignU.UNDO, "explore.undo", explore::undo);
        undo.disableProperty().bind(explore.canUndoProperty().not());
        Button redo = parts.icon(MaterialDesignR.REDO, "explore.redo", explore::redo);
        redo.disableProperty().bind(explore.canRedoProperty().not());
        Button open = parts.icon(MaterialDesignI.IMAGE_PLUS, "explore.open", this::open);
        Button copy = parts.icon(MaterialDesignC.CONTENT_COPY, "explore.copy", canvas::copy);
        Button save = parts.icon(MaterialDesignC.CONTENT_SAVE_OUTLINE, "explore.save", this::save);
        for (Button needsImage : new Button[] {copy, save}) {
            needsImage.disableProperty().bind(explore.imageProperty().isNull());
        }
        HBox row = new HBox(
                new ModelBox(explore, messages), training, gap, steps, layers, before, undo, redo, open, copy, save);
        row.getStyleClass().add("explore-tools");
        return row;
    }

    private StackPane stage() {
        canvas.setId("explore-canvas");
        explore.modelNameProperty()
                .subscribe(model -> canvas.placeholderProperty()
                        .set(messages.text(model.isEmpty() ? "explore.canvas.empty" : "explore.busy")));
        explore.imageProperty().subscribe(canvas::show);
        explore.captionProperty()
                .subscribe(caption -> canvas.setAccessibleText(messages.text("explore.canvas", caption)));
        canvas.setOnSave(this::save);
        canvas.setOnFilesDropped(dropped -> explore.take(dropped.getFirst()));
        Label caption = new Label();
        caption.textProperty().bind(explore.captionProperty());
        caption.getStyleClass().add("caption");
        caption.setMouseTransparent(true);
        StackPane.setAlignment(caption, Pos.TOP_LEFT);
        Label preview = new Label(messages.text("explore.preview"));
        preview.setId("explore-preview");
        preview.getStyleClass().add("badge");
        preview.setMouseTransparent(true);
        preview.visibleProperty().bind(explore.previewProperty());
        StackPane.setAlignment(preview, Pos.TOP_CENTER);
        ProgressIndicator busy = busy();
        InlineNote offer = offer();
        FindingRow finding = new FindingRow(
                "explore-finding",
                explore.pictureSearch().runningProperty(),
                running -> FindingRow.words(running, messages),
                explore.pictureSearch()::cancel,
                messages);
        VBox notes = new VBox(finding, trouble(), offer, encodeInstead(offer), saved());
        notes.getStyleClass().add("notes");
        notes.setPickOnBounds(false);
        notes.setMaxHeight(Region.USE_PREF_SIZE);
        StackPane.setAlignment(notes, Pos.BOTTOM_CENTER);
        StackPane pane = new StackPane(canvas, caption, preview, busy, notes);
        pane.getStyleClass().add("explore-stage");
        return pane;
    }

    private ProgressIndicator busy() {
        ProgressIndicator busy = new ProgressIndicator();
        busy.getStyleClass().add("busy");
        busy.setMouseTransparent(true);
        busy.setMaxSize(20, 20);
        busy.setVisible(false);
        busy.setAccessibleText(messages.text("explore.busy"));
        StackPane.setAlignment(busy, Pos.TOP_RIGHT);
        PauseTransition patience = new PauseTransition(PATIENCE);
        patience.setOnFinished(_ -> busy.setVisible(true));
        Runnable wait = () -> {
            if (!explore.renderingProperty().get()
                    && !explore.choices().openingProperty().get()) {
                patience.stop();
                busy.setVisible(false);
            } else if (patience.getStatus() != Animation.Status.RUNNING) {
                patience.playFromStart();
            }
        };
        explore.renderingProperty().subscribe(wait);
        explore.choices().openingProperty().subscribe(wait);
        return busy;
    }

    private InlineNote trouble() {
        InlineNote note = new InlineNote(messages);
        note.setId("explore-trouble");
        explore.troubleProperty().subscribe(trouble -> {
            if (trouble == null) {
                note.dismiss();
            } else {
                note.error(trouble.problem(), trouble.remedy());
            }
        });
        note.shownProperty().subscribe(shown -> {
            if (!shown) {
                explore.dismissTrouble();
            }
        });
        return note;
    }

    private InlineNote offer() {
        InlineNote note = new InlineNote(messages);
        note.setId("explore-offer");
        explore.files().offerProperty().subscribe(offer -> {
            if (offer == null) {
                note.dismiss();
            } else {
                note.info(
                        messages.text("explore.recipe", name(offer.file()), offer.model()),
                        messages.text("explore.recipe.choice"));
                note.offer(messages.text("explore.recipe.restore"), explore.files()::restore);
            }
        });
        return note;
    }

    /// The other thing to do with a picture that carries a recipe.
    private Button encodeInstead(InlineNote offer) {
        Button button = new Button(messages.text("explore.recipe.encode"));
        button.setId("explore-recipe-encode");
        button.getStyleClass().add(Styles.SMALL);
        button.setOnAction(_ -> explore.files().encodeOffered());
        button.visibleProperty().bind(offer.shownProperty());
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    private InlineNote saved() {
        InlineNote note = new InlineNote(messages);
        note.setId("explore-saved");
        PauseTransition enough = new PauseTransition(Duration.seconds(6));
        enough.setOnFinished(_ -> note.dismiss());
        explore.files().savedProperty().subscribe(file -> {
            if (file == null) {
                note.dismiss();
            } else {
                note.success(messages.text("explore.saved", file.toString()));
                enough.playFromStart();
            }
        });
        return note;
    }

    private ScrollPane inspector() {
        VBox sections = new VBox(
                new SeedSection(explore.seeds(), parts),
                new SamplingSection(explore.sampling(), explore.classifier(), parts),
                new StyleSection(explore.style(), parts),
                new PictureSearchSection(explore.pictureSearch(), parts),
                new EditSection(explore, parts),
                new PlaneSection(explore, parts),
                new DirectionsSection(explore.namedDirections(), explore.directionStudio(), parts),
                latentsOnly(new SlidersSection(explore.sliders(), parts)));
        sections.getStyleClass().add("inspector");
        ScrollPane scroll = new ScrollPane(sections);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().addAll("inspector-scroll", Styles.DENSE);
        scroll.disableProperty().bind(explore.modelNameProperty().isEmpty());
        scroll.setAccessibleText(messages.text("explore.inspector"));
        scroll.setFocusTraversable(false);
        return scroll;
    }

    /// Not for noise that sampling starts from: none of its numbers means anything by itself.
    private VBox latentsOnly(VBox section) {
        section.visibleProperty().bind(explore.sampling().offeredProperty().not());
        section.managedProperty().bind(section.visibleProperty());
        return section;
    }

    private void open() {
        files.toOpen(getScene().getWindow()).ifPresent(explore::take);
    }

    private void save() {
        files.toSave(getScene().getWindow(), explore.suggestedFileName()).ifPresent(explore::save);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static KeyCombination shortcut(KeyCode code, KeyCombination.Modifier... more) {
        KeyCombination.Modifier[] modifiers = Arrays.copyOf(more, more.length + 1);
        modifiers[more.length] = KeyCombination.SHORTCUT_DOWN;
        return new KeyCodeCombination(code, modifiers);
    }

    private void keyPressed(KeyEvent event) {
        shortcuts.forEach((keys, action) -> {
            if (keys.match(event)) {
                action.run();
                event.consume();
            }
        });
    }
}
