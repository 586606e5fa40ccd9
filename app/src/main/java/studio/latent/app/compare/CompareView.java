package studio.latent.app.compare;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import studio.latent.app.fx.PathChoice;
import studio.latent.app.l10n.Messages;

/// Models held against each other: the choice at the left; beside it the numbers, or the test by eye.
public final class CompareView extends BorderPane {
    private final CompareViewModel compare;
    private final Messages messages;
    private final VBox choices = new VBox();

    public CompareView(CompareViewModel compare, Messages messages, PathChoice paths) {
        this.compare = compare;
        this.messages = messages;
        getStyleClass().addAll("place", "compare");
        getStylesheets()
                .add(CompareView.class
                        .getResource("/studio/latent/ui/places.css")
                        .toExternalForm());
        setLeft(side());
        NumbersView numbers = new NumbersView(compare, messages, paths);
        BlindTestView blind = new BlindTestView(compare.blindTest(), messages, paths);
        StackPane stage = new StackPane(numbers, blind);
        compare.blindProperty().subscribe(now -> {
            numbers.setVisible(!now);
            blind.setVisible(now);
        });
        setCenter(stage);
        // Models may have been trained while another place was open.
        sceneProperty().subscribe((@Nullable Scene scene) -> {
            if (scene != null) {
                compare.refresh();
            }
        });
    }

    private VBox side() {
        choices.getStyleClass().add("contenders");
        compare.contenders().rows().addListener((ListChangeListener<ContenderRow>) _ -> fillChoices());
        fillChoices();
        ScrollPane scroll = new ScrollPane(choices);
        scroll.setFitToWidth(true);
        scroll.setId("compare-models");
        scroll.setMinHeight(110);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox side =
                new VBox(mode(), heading("compare.models"), scroll, labelled("compare.data", dataChoice()), settings());
        side.getStyleClass().add("side");
        return side;
    }

    private HBox mode() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton numbers = modeButton("compare.mode.numbers", MaterialDesignC.CHART_BOX_OUTLINE, group);
        numbers.getStyleClass().add(Styles.LEFT_PILL);
        ToggleButton blind = modeButton("compare.mode.blind", MaterialDesignE.EYE_OFF_OUTLINE, group);
        blind.getStyleClass().add(Styles.RIGHT_PILL);
        compare.blindProperty().subscribe(now -> group.selectToggle(now ? blind : numbers));
        numbers.setOnAction(_ -> {
            compare.blindProperty().set(false);
            numbers.setSelected(true);
        });
        blind.setOnAction(_ -> {
            compare.blindProperty().set(true);
            blind.setSelected(true);
        });
        return new HBox(numbers, blind);
    }

    private ToggleButton modeButton(String key, Ikon icon, ToggleGroup group) {
        ToggleButton button = new ToggleButton(messages.text(key), new FontIcon(icon));
        button.setId(key.replace('.', '-'));
        button.setToggleGroup(group);
        button.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(button, Priority.ALWAYS);
        explain(button, key + ".help");
        return button;
    }

    private Label heading(String key) {
        Label heading = new Label(messages.text(key));
        heading.getStyleClass().add(Styles.TITLE_4);
        return heading;
    }

    private void fillChoices() {
        List<ContenderRow> rows = compare.contenders().rows();
        if (rows.isEmpty()) {
            Label nothing = new Label(messages.text("compare.models.empty"));
            nothing.setWrapText(true);
            nothing.getStyleClass().add(Styles.TEXT_MUTED);
            choices.getChildren().setAll(nothing);
            return;
        }
        choices.getChildren().setAll(rows.stream().map(CompareView::choice).toList());
    }

    private static Node choice(ContenderRow row) {
        CheckBox box = new CheckBox(row.label());
        box.setWrapText(true);
        box.selectedProperty().bindBidirectional(row.chosenProperty());
        Label below = new Label();
        below.setWrapText(true);
        below.getStyleClass().addAll("contender-note", Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        row.reasonProperty().subscribe(reason -> {
            box.setDisable(!reason.isEmpty());
            below.setText(reason.isEmpty() ? row.summary() : reason);
            box.setAccessibleHelp(below.getText());
        });
        VBox choice = new VBox(2, box, below);
        choice.getStyleClass().add("contender");
        return choice;
    }

    private ComboBox<String> dataChoice() {
        ComboBox<String> box = new ComboBox<>(compare.data());
        box.setId("compare-data");
        box.valueProperty().bindBidirectional(compare.dataProperty());
        return box;
    }

    /// What only the measurement needs.
    private VBox settings() {
        ComboBox<FeatureKind> features = new ComboBox<>(compare.featureKinds());
        features.setId("compare-features");
        name(features, kind -> messages.text("compare.features." + kind.name()));
        features.valueProperty().bindBidirectional(compare.featuresProperty());
        ComboBox<Integer> count = new ComboBox<>();
        count.getItems().setAll(CompareViewModel.COUNTS);
        count.setId("compare-count");
        name(count, number -> messages.number(number, 0));
        count.valueProperty().bindBidirectional(compare.countProperty());
        VBox sampling = sampling();
        CheckBox sweep = new CheckBox(messages.text("compare.sweep"));
        sweep.setId("compare-sweep");
        sweep.setWrapText(true);
        sweep.setMinHeight(USE_PREF_SIZE);
        explain(sweep, "compare.sweep.help");
        sweep.selectedProperty().bindBidirectional(compare.sweepProperty());
        Label hint = new Label();
        hint.setId("compare-hint");
        hint.setWrapText(true);
        hint.setMinHeight(USE_PREF_SIZE);
        hint.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        hint.textProperty().bind(compare.hintProperty());
        VBox settings = new VBox(
                10,
                labelled("compare.features", features),
                labelled("compare.count", count),
                sampling,
                sweep,
                turned(),
                measure(),
                hint);
        compare.blindProperty().subscribe(blind -> {
            settings.setVisible(!blind);
            settings.setManaged(!blind);
        });
        return settings;
    }

    /// How models that sample in steps draw; not there without such a model.
    private VBox sampling() {
        ComboBox<String> sampler = new ComboBox<>();
        sampler.getItems().setAll(SamplerChoice.samplers());
        sampler.setId("compare-sampler");
        name(sampler, id -> messages.text(id.isEmpty() ? "compare.sampler.usual" : "sampler." + id));
        sampler.valueProperty().bindBidirectional(compare.sampling().samplerProperty());
        ComboBox<Integer> steps = new ComboBox<>();
        steps.getItems().setAll(SamplerChoice.STEPS);
        steps.setId("compare-steps");
        name(steps, number -> number == 0 ? messages.text("compare.steps.usual") : messages.number(number, 0));
        steps.valueProperty().bindBidirectional(compare.sampling().stepsProperty());
        VBox first = labelled("compare.sampler", sampler);
        VBox second = labelled("compare.steps", steps);
        HBox.setHgrow(first, Priority.ALWAYS);
        second.setMinWidth(USE_PREF_SIZE);
        VBox sampling = new VBox(new HBox(8, first, second));
        sampling.visibleProperty().bind(compare.sampling().inStepsProperty());
        sampling.managedProperty().bind(compare.sampling().inStepsProperty());
        return sampling;
    }

    /// What is turned of models that sample in steps; not there without a classifier that could lead one.
    private VBox turned() {
        ComboBox<String> box = new ComboBox<>(compare.sampling().turnable());
        box.setId("compare-turned");
        name(
                box,
                classifier -> classifier.isEmpty()
                        ? messages.text("compare.turned.guidance")
                        : messages.text("compare.turned.classifier", classifier));
        box.valueProperty().bindBidirectional(compare.sampling().turnedProperty());
        box.disableProperty().bind(compare.sweepProperty().not());
        VBox turned = labelled("compare.turned", box);
        turned.visibleProperty().bind(compare.sampling().ledProperty());
        turned.managedProperty().bind(compare.sampling().ledProperty());
        return turned;
    }

    private Button measure() {
        Button measure = new Button();
        measure.setId("compare-measure");
        measure.setMaxWidth(Double.MAX_VALUE);
        measure.getStyleClass().add(Styles.ACCENT);
        compare.work().stateProperty().subscribe(_ -> {
            boolean running = compare.work().isRunning();
            measure.setText(messages.text(running ? "compare.stop" : "compare.measure"));
            measure.setGraphic(new FontIcon(running ? MaterialDesignS.STOP : MaterialDesignC.CHART_BOX_OUTLINE));
            measure.setOnAction(_ -> {
                if (running) {
                    compare.stop();
                } else {
                    compare.measure();
                }
            });
            measure.setDisable(!running && !compare.readyProperty().get());
        });
        compare.readyProperty()
                .subscribe(ready -> measure.setDisable(!ready && !compare.work().isRunning()));
        return measure;
    }

    private VBox labelled(String key, ComboBox<?> box) {
        Label label = new Label(messages.text(key));
        label.setLabelFor(box);
        label.getStyleClass().add("field-label");
        box.setMaxWidth(Double.MAX_VALUE);
        box.setAccessibleText(messages.text(key));
        explain(box, key + ".help");
        return new VBox(4, label, box);
    }

    private static <T> void name(ComboBox<T> box, Function<T, String> names) {
        box.setCellFactory(_ -> new NamedCell<>(names));
        box.setButtonCell(new NamedCell<>(names));
    }

    private void explain(Control control, String key) {
        control.setTooltip(new Tooltip(messages.text(key)));
        control.setAccessibleHelp(messages.text(key));
    }

    /// A thing by its name.
    private static final class NamedCell<T> extends ListCell<T> {
        private final Function<T, String> names;

        NamedCell(Function<T, String> names) {
            this.names = names;
        }

        @Override
        protected void updateItem(@Nullable T item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? "" : names.apply(item));
        }
    }
}
