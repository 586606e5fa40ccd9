package studio.latent.app.train;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import studio.latent.app.control.SettingForm;
import studio.latent.app.fx.FailureText;
import studio.latent.app.fx.PathChoice;
import studio.latent.app.fx.PathDrop;
import studio.latent.app.l10n.Messages;

/// The form of a new training: at the left what to learn from and what to train, at the right how.
final class TrainFormView extends HBox {
    /// Groups that most trainings leave as they are.
    private static final List<String> FOLDED = List.of("optimizer", "run");

    private final TrainViewModel train;
    private final TrainForm form;
    private final Messages messages;
    private final PathChoice paths;
    private final VBox groups = new VBox();

    TrainFormView(TrainViewModel train, Messages messages, PathChoice paths) {
        this.train = train;
        this.messages = messages;
        this.paths = paths;
        form = train.form();
        getStyleClass().add("form");
        groups.getStyleClass().add("column");
        VBox basics = basics();
        for (VBox column : List.of(basics, groups)) {
            HBox.setHgrow(column, Priority.ALWAYS);
            column.setPrefWidth(420);
            column.setMaxWidth(560);
            column.setMinWidth(280);
        }
        getChildren().addAll(basics, groups);
        form.settings().addListener((ListChangeListener<SettingEntry>) _ -> showSettings());
        showSettings();
        PathDrop.accept(this, path -> train.chooseData(path.toString()));
    }

    private VBox basics() {
        Label heading = new Label(messages.text("train.new"));
        heading.getStyleClass().add(Styles.TITLE_2);
        GridPane numbers = new GridPane(12, 0);
        ColumnConstraints half = new ColumnConstraints();
        half.setPercentWidth(50);
        numbers.getColumnConstraints().addAll(half, half);
        numbers.addRow(
                0,
                field("train.steps", text("train-steps", form.stepsProperty()), fault(TrainForm.Field.STEPS)),
                field("train.seed", text("train-seed", form.seedProperty()), fault(TrainForm.Field.SEED)));
        VBox basics = new VBox(
                heading,
                dataset(),
                choice("train.type", FXCollections.observableList(form.types()), form.typeProperty()),
                choice("train.preset", form.presets(), form.presetProperty()),
                numbers,
                choice("train.device", FXCollections.observableList(form.devices()), form.deviceProperty()),
                field("train.name", text("train-name", form.nameProperty()), fault(TrainForm.Field.NAME)),
                start());
        basics.getStyleClass().add("column");
        return basics;
    }

    private Button start() {
        Button start = new Button();
        start.setGraphic(new FontIcon(MaterialDesignP.PLAY));
        start.setId("train-start");
        start.getStyleClass().addAll(Styles.ACCENT, Styles.LARGE);
        start.setMaxWidth(Double.MAX_VALUE);
        start.textProperty()
                .bind(train.startingProperty()
                        .map(starting -> messages.text(starting ? "train.starting" : "train.start")));
        start.disableProperty().bind(train.startingProperty());
        start.setOnAction(_ -> train.start());
        return start;
    }

    private VBox dataset() {
        ComboBox<String> names = new ComboBox<>(train.datasets());
        names.setId("train-dataset");
        names.setEditable(true);
        names.setMaxWidth(Double.MAX_VALUE);
        names.getEditor().textProperty().bindBidirectional(form.datasetProperty());
        HBox.setHgrow(names, Priority.ALWAYS);
        Button folder = new Button(messages.text("train.dataset.choose"));
        folder.setOnAction(_ -> paths.folder(getScene().getWindow(), messages.text("train.dataset"))
                .ifPresent(path -> train.chooseData(path.toString())));
        Button file = new Button(messages.text("train.dataset.chooseFile"));
        file.setOnAction(_ -> paths.file(
                        getScene().getWindow(),
                        messages.text("train.dataset"),
                        messages.text("data.import.file"),
                        "*.zip",
                        "*.gz",
                        "*-ubyte",
                        "*.idx*")
                .ifPresent(path -> train.chooseData(path.toString())));
        folder.setMinWidth(USE_PREF_SIZE);
        file.setMinWidth(USE_PREF_SIZE);
        HBox row = new HBox(8, names, folder, file);
        return field("train.dataset", row, names, fault(TrainForm.Field.DATASET));
    }

    private ObservableValue<@Nullable FailureText> fault(TrainForm.Field field) {
        return form.faultProperty(field);
    }

    private static TextField text(String id, StringProperty value) {
        TextField field = new TextField();
        field.setId(id);
        field.textProperty().bindBidirectional(value);
        return field;
    }

    private VBox choice(String key, ObservableList<Choice> choices, Property<@Nullable Choice> value) {
        ComboBox<Choice> box = new ComboBox<>(choices);
        box.setId(key.replace('.', '-'));
        box.setMaxWidth(Double.MAX_VALUE);
        box.valueProperty().bindBidirectional(value);
        VBox field = field(key, box, new SimpleObjectProperty<@Nullable FailureText>());
        Label help = new Label();
        help.getStyleClass().add("help");
        help.setWrapText(true);
        help.setMinHeight(USE_PREF_SIZE);
        value.subscribe((@Nullable Choice chosen) -> help.setText(chosen == null ? "" : chosen.help()));
        help.managedProperty().bind(help.textProperty().isNotEmpty());
        field.getChildren().add(help);
        return field;
    }

    private VBox field(String key, Control control, ObservableValue<@Nullable FailureText> fault) {
        return field(key, control, control, fault);
    }

    /// A label, what is labelled, and a note below while it is wrong.
    private VBox field(String key, Region row, Control control, ObservableValue<@Nullable FailureText> fault) {
        Label label = new Label(messages.text(key));
        label.getStyleClass().add("field-label");
        label.setLabelFor(control);
        control.setAccessibleText(messages.text(key));
        messages.find(key + ".help").ifPresent(help -> {
            control.setTooltip(new Tooltip(help));
            label.setTooltip(new Tooltip(help));
            control.setAccessibleHelp(help);
        });
        VBox field = new VBox(label, row, faultLabel(fault));
        field.getStyleClass().add("field");
        return field;
    }

    /// What is wrong and what to do, right below the field; takes no room while nothing is wrong.
    private static Label faultLabel(ObservableValue<@Nullable FailureText> fault) {
        Label label = new Label();
        label.getStyleClass().add("fault");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        fault.subscribe((@Nullable FailureText text) -> {
            label.setText(text == null ? "" : text.problem() + " " + text.remedy());
            label.setVisible(text != null);
            label.setManaged(text != null);
        });
        return label;
    }

    private void showSettings() {
        Map<String, List<SettingEntry>> byGroup = new LinkedHashMap<>();
        for (SettingEntry entry : form.settings()) {
            byGroup.computeIfAbsent(entry.group(), _ -> new ArrayList<>()).add(entry);
        }
        List<TitledPane> panes = new ArrayList<>();
        byGroup.forEach((group, entries) -> {
            TitledPane pane = new TitledPane(title(group), settings(entries));
            pane.setExpanded(!FOLDED.contains(group));
            pane.setAnimated(false);
            pane.setId("train-group-" + group);
            panes.add(pane);
        });
        groups.getChildren().setAll(panes);
    }

    private String title(String group) {
        String name = messages.find("train.group." + group).orElse(group);
        return FOLDED.contains(group) ? messages.text("train.advanced", name) : name;
    }

    private SettingForm settings(List<SettingEntry> entries) {
        SettingForm fields = new SettingForm(messages);
        fields.show(entries.stream().map(SettingEntry::spec).toList());
        entries.forEach(entry -> fields.enter(entry.name(), entry.textProperty().get()));
        fields.setOnChange(() -> {
            Map<String, String> entered = fields.entered();
            entries.forEach(entry -> entry.textProperty().set(entered.getOrDefault(entry.name(), "")));
        });
        return fields;
    }
}
