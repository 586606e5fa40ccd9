package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import studio.latent.app.explore.DirectionSides.Side;
import studio.latent.app.explore.DirectionWish.Source;
import studio.latent.app.l10n.Messages;

/// The direction studio: what a direction is made from, what it does to the image, and what is known of it.
final class DirectionStudioSection extends HBox {
    /// **Units** pixels.
    private static final double CANDIDATE = 44;

    private final DirectionStudioViewModel studio;
    private final DirectionWish wish;
    private final SectionParts parts;
    private final Messages messages;

    DirectionStudioSection(DirectionStudioViewModel studio, SectionParts parts) {
        this.studio = studio;
        this.wish = studio.wish();
        this.parts = parts;
        messages = parts.messages();
        getStyleClass().add("direction-studio");
        setId("explore-studio");
        setAccessibleText(messages.text("explore.studio"));
        VBox left = new VBox(
                head(),
                sides(),
                attribute(),
                model(),
                new DirectionPlaceRow(
                        wish.place(), wish.sourceProperty().isEqualTo(DirectionWish.Source.ATTRIBUTE), parts),
                finding());
        left.getStyleClass().add("studio-source");
        HBox.setHgrow(left, Priority.ALWAYS);
        getChildren().addAll(left, new DirectionStripBox(studio, parts), new DirectionFigures(studio, parts));
        visibleProperty().bind(studio.shownProperty());
        managedProperty().bind(visibleProperty());
    }

    // ---- what it is made from

    private HBox head() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton bySides = choice(group, Source.SIDES, "explore.studio.sides", Styles.LEFT_PILL);
        ToggleButton byAttribute = choice(group, Source.ATTRIBUTE, "explore.studio.attribute", Styles.CENTER_PILL);
        ToggleButton byModel = choice(group, Source.MODEL, "explore.studio.model", Styles.RIGHT_PILL);
        Button roll = parts.icon(MaterialDesignD.DICE_MULTIPLE_OUTLINE, "explore.studio.roll", wish.sides()::roll);
        shownFor(roll, Source.SIDES);
        Button close = parts.icon(
                MaterialDesignC.CLOSE,
                "explore.studio.close",
                () -> studio.shownProperty().set(false));
        HBox row = parts.heading("explore.studio", bySides, byAttribute, byModel, roll, close);
        return row;
    }

    private ToggleButton choice(ToggleGroup group, Source source, String key, String style) {
        ToggleButton button = new ToggleButton(messages.text(key));
        button.setId(key.replace('.', '-'));
        button.setToggleGroup(group);
        button.getStyleClass().addAll(Styles.SMALL, style, "studio-pill");
        wish.sourceProperty().subscribe(now -> button.setSelected(now == source));
        button.setOnAction(_ -> {
            wish.sourceProperty().set(source);
            button.setSelected(true);
        });
        return button;
    }

    private void shownFor(Node node, Source source) {
        wish.sourceProperty().subscribe(now -> {
            node.setVisible(now == source);
            node.setManaged(now == source);
        });
    }

    private VBox sides() {
        FlowPane tiles = new FlowPane();
        tiles.setId("explore-studio-candidates");
        tiles.getStyleClass().add("studio-tiles");
        ObservableList<Pin> candidates = wish.sides().candidates();
        Runnable fill = () -> tiles.getChildren()
                .setAll(candidates.stream().map(pin -> candidate(tiles, pin)).toList());
        candidates.addListener((ListChangeListener<Pin>) _ -> fill.run());
        fill.run();
        ScrollPane scroll = new ScrollPane(tiles);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.setAccessibleText(messages.text("explore.studio.candidates"));
        HBox.setHgrow(scroll, Priority.ALWAYS);
        HBox row = new HBox(
                scroll,
                new DirectionSideBox(wish.sides(), Side.PLUS, parts),
                new DirectionSideBox(wish.sides(), Side.MINUS, parts));
        row.getStyleClass().add("studio-row");
        VBox.setVgrow(row, Priority.ALWAYS);
        VBox box = new VBox(row, finding(wish.sides().pictures()));
        box.getStyleClass().add("slider-rows");
        VBox.setVgrow(box, Priority.ALWAYS);
        shownFor(box, Source.SIDES);
        return box;
    }

    /// How far own pictures are.
    private FindingRow finding(SidePictures pictures) {
        return new FindingRow(
                "explore-studio-pictures",
                pictures.currentProperty(),
                now -> messages.text("explore.studio.pictures", pictures.number(), pictures.count(), now.name()),
                pictures::cancel,
                messages);
    }

    /// A press puts it on the plus side, one with Shift or the other mouse button on the minus side; so do the
    /// keys.
    private Button candidate(FlowPane tiles, Pin pin) {
        Button tile = DirectionSideBox.thumbnail(pin, CANDIDATE);
        String text = messages.text("explore.studio.candidate", pin.label());
        tile.setTooltip(new Tooltip(text + "\n" + messages.text("explore.studio.candidate.keys")));
        tile.setAccessibleText(text);
        tile.setAccessibleHelp(messages.text("explore.studio.candidate.keys"));
        Consumer<Side> put = side -> {
            int place = tiles.getChildren().indexOf(tile);
            boolean focused = tile.isFocused();
            wish.sides().put(side, pin);
            if (focused && !tiles.getChildren().isEmpty()) {
                tiles.getChildren()
                        .get(Math.min(place, tiles.getChildren().size() - 1))
                        .requestFocus();
            }
        };
        boolean[] shift = {false};
        tile.setOnMousePressed(event -> shift[0] = event.isShiftDown());
        tile.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.SECONDARY) {
                put.accept(Side.MINUS);
            }
        });
        tile.setOnAction(_ -> put.accept(shift[0] ? Side.MINUS : Side.PLUS));
        tile.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            shift[0] = event.isShiftDown();
            if (shift[0] && event.getCode() == KeyCode.SPACE) { // a button takes the key without Shift only
                put.accept(Side.MINUS);
                event.consume();
            }
        });
        tile.addEventHandler(KeyEvent.KEY_TYPED, event -> {
            if (event.getCharacter().equals("+")) {
                put.accept(Side.PLUS);
            } else if (event.getCharacter().equals("-")) {
                put.accept(Side.MINUS);
            }
        });
        tile.setOnDragDetected(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(DirectionSideBox.DRAG + wish.sides().candidates().indexOf(pin));
            tile.startDragAndDrop(TransferMode.COPY_OR_MOVE).setContent(content);
            event.consume();
        });
        return tile;
    }

    private VBox attribute() {
        DirectionData data = wish.data();
        FlowPane chips = new FlowPane();
        chips.getStyleClass().add("chips");
        chips.setId("explore-studio-without");
        Runnable fill = () -> chips.getChildren()
                .setAll(data.others().stream().map(this::chip).toList());
        data.others().addListener((ListChangeListener<DirectionData.Other>) _ -> fill.run());
        fill.run();
        Label without = new Label(messages.text("explore.studio.without"));
        without.setLabelFor(chips);
        HBox row = new HBox(without, chips);
        row.getStyleClass().add("field-row");
        HBox.setHgrow(chips, Priority.ALWAYS);
        CheckBox disentangled = new CheckBox(messages.text("explore.studio.disentangle"));
        disentangled.setId("explore-studio-disentangle");
        disentangled.setTooltip(new Tooltip(messages.text("explore.studio.disentangle.help")));
        disentangled.selectedProperty().bindBidirectional(wish.disentangledProperty());
        row.visibleProperty().bind(wish.holdsOthers().not());
        row.managedProperty().bind(row.visibleProperty());
        disentangled.visibleProperty().bind(wish.disentangles());
        disentangled.managedProperty().bind(disentangled.visibleProperty());
        VBox box = new VBox(
                field("explore.studio.data", data.datasets(), data.datasetProperty(), Function.identity()),
                targets(data),
                row,
                disentangled);
        box.getStyleClass().add("studio-fields");
        VBox.setVgrow(box, Priority.ALWAYS);
        shownFor(box, Source.ATTRIBUTE);
        return box;
    }

    private HBox targets(DirectionData data) {
        Function<DirectionData.Target, String> words = DirectionData.Target::label;
        ComboBox<DirectionData.Target> box = new ComboBox<>(data.targets());
        HBox row = field("explore.studio.target", box, data.targetProperty(), words);
        WordCell.in(box, words, DirectionData.Target::swatch);
        return row;
    }

    /// What varies most in the model: a row of numbers to go through what was found.
    private VBox model() {
        Label hint = new Label(messages.text("explore.studio.model.hint"));
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        FlowPane numbers = new FlowPane();
        numbers.getStyleClass().add("chips");
        numbers.setId("explore-studio-alternatives");
        numbers.setAccessibleText(messages.text("explore.studio.model.found"));
        Runnable fill = () -> numbers.getChildren()
                .setAll(studio.alternatives().stream().map(this::number).toList());
        studio.alternatives().addListener((ListChangeListener<Integer>) _ -> fill.run());
        fill.run();
        studio.alternativeProperty().subscribe(now -> {
            for (int i = 0; i < numbers.getChildren().size(); i++) {
                ((ToggleButton) numbers.getChildren().get(i)).setSelected(i + 1 == now);
            }
        });
        HBox layer = field(
                "explore.studio.layer",
                wish.place().mapLayers(),
                wish.layerProperty(),
                choice -> choice.words(messages));
        layer.visibleProperty().bind(wish.looksIntoLayer());
        layer.managedProperty().bind(layer.visibleProperty());
        VBox box = new VBox(hint, layer, numbers);
        box.getStyleClass().add("studio-fields");
        VBox.setVgrow(box, Priority.ALWAYS);
        shownFor(box, Source.MODEL);
        return box;
    }

    private ToggleButton number(int place) {
        ToggleButton button = new ToggleButton(Integer.toString(place));
        button.getStyleClass().addAll(Styles.SMALL, Styles.ROUNDED, "chip", "figures");
        String text = messages.text("explore.studio.model.show", place);
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
        button.setSelected(studio.alternativeProperty().get() == place);
        button.setOnAction(_ -> {
            studio.alternativeProperty().set(place);
            button.setSelected(true);
        });
        return button;
    }

    private ToggleButton chip(DirectionData.Other other) {
        ToggleButton chip = new ToggleButton(other.label());
        chip.getStyleClass().addAll(Styles.SMALL, Styles.ROUNDED, "chip");
        chip.setTooltip(new Tooltip(messages.text("explore.studio.without.help", other.label())));
        chip.selectedProperty().bindBidirectional(other.chosenProperty());
        return chip;
    }

    private <T> HBox field(
            String key, ObservableList<T> values, Property<@Nullable T> chosen, Function<T, String> words) {
        return field(key, new ComboBox<>(values), chosen, words);
    }

    private <T> HBox field(String key, ComboBox<T> box, Property<@Nullable T> chosen, Function<T, String> words) {
        box.setId(key.replace('.', '-'));
        box.getStyleClass().add(Styles.DENSE);
        WordCell.in(box, words);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setAccessibleText(messages.text(key));
        HBox.setHgrow(box, Priority.ALWAYS);
        ((ObservableValue<@Nullable T>) chosen).subscribe(box::setValue);
        box.valueProperty().subscribe((_, value) -> {
            if (value != null && !Objects.equals(value, chosen.getValue())) {
                chosen.setValue(value);
            }
        });
        Label label = new Label(messages.text(key));
        label.setLabelFor(box);
        HBox row = new HBox(label, box);
        row.getStyleClass().add("field-row");
        return row;
    }

    private HBox finding() {
        ComboBox<String> method = new ComboBox<>();
        method.setItems(wish.methods());
        method.setId("explore-studio-method");
        method.getStyleClass().add(Styles.DENSE);
        Function<String, String> words = id -> messages.text("explore.studio.method." + id);
        WordCell.in(method, words);
        method.setAccessibleText(messages.text("explore.studio.method"));
        method.setTooltip(new Tooltip(messages.text("explore.studio.method.help")));
        method.valueProperty().bindBidirectional(wish.methodProperty());
        Button find = new Button(messages.text("explore.studio.find"));
        find.setId("explore-studio-find");
        find.getStyleClass().addAll(Styles.SMALL, Styles.ACCENT);
        find.setOnAction(_ -> studio.find());
        Runnable offer =
                () -> find.setDisable(!wish.isReady() || studio.busyProperty().get());
        for (Side side : Side.values()) {
            wish.sides().on(side).addListener((ListChangeListener<Pin>) _ -> offer.run());
        }
        wish.sourceProperty().subscribe(offer);
        studio.busyProperty().subscribe(offer);
        wish.data().targetProperty().subscribe(offer);
        wish.place().readyProperty().subscribe(offer);
        offer.run();
        Button cancel = new Button(messages.text("explore.studio.cancel"));
        cancel.getStyleClass().add(Styles.SMALL);
        cancel.setId("explore-studio-cancel");
        cancel.setOnAction(_ -> studio.cancel());
        cancel.visibleProperty().bind(studio.busyProperty());
        cancel.managedProperty().bind(cancel.visibleProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(method, gap, cancel, find);
        row.getStyleClass().add("field-row");
        return row;
    }
}
