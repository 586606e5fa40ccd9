package studio.latent.app.models;

import atlantafx.base.theme.Styles;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import studio.latent.app.control.FactList;
import studio.latent.app.control.FilmFrame;
import studio.latent.app.control.ImageGridView;
import studio.latent.app.control.InlineNote;
import studio.latent.app.fx.FailureNotes;
import studio.latent.app.fx.FailureText;
import studio.latent.app.fx.JobRow;
import studio.latent.app.fx.PathChoice;
import studio.latent.app.fx.PathDrop;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.Raster;

/// Models as they are seen: the list at the left, the card of the selected one at the right.
public final class ModelsView extends BorderPane {
    private static final double SAMPLE = 84;
    private static final double SAMPLES_HEIGHT = 320;

    private final ModelsViewModel models;
    private final Messages messages;
    private final PathChoice paths;
    private final ListView<ModelRow> list = new ListView<>();
    private final Label title = new Label();
    private final Label origin = new Label();
    private final Label description = new Label();
    private final FactList facts = new FactList();
    private final Label metricsTitle = new Label();
    private final FactList metrics = new FactList();

    public ModelsView(ModelsViewModel models, Messages messages, PathChoice paths) {
        this.models = models;
        this.messages = messages;
        this.paths = paths;
        getStyleClass().addAll("place", "models");
        getStylesheets()
                .add(ModelsView.class
                        .getResource("/studio/latent/ui/places.css")
                        .toExternalForm());
        setLeft(side());
        setCenter(details());
        PathDrop.accept(this, models::importFrom);
        models.selectedProperty().subscribe(this::showCard);
        // Models may have been trained while another place was open.
        sceneProperty().subscribe((@Nullable Scene scene) -> {
            if (scene != null) {
                models.refresh();
            }
        });
    }

    private VBox side() {
        Label heading = new Label(messages.text("models.list"));
        heading.getStyleClass().add(Styles.TITLE_4);
        TextField filter = new TextField();
        filter.setId("models-filter");
        filter.setPromptText(messages.text("models.filter"));
        filter.setAccessibleText(messages.text("models.filter"));
        filter.textProperty().bindBidirectional(models.filterProperty());
        list.setId("models-list");
        list.setItems(models.models());
        list.setAccessibleText(messages.text("models.list"));
        list.setCellFactory(_ -> new ModelCell());
        list.setPlaceholder(placeholder());
        list.getSelectionModel().selectedItemProperty().subscribe((@Nullable ModelRow row) -> {
            if (row != null) {
                models.selectedProperty().set(row);
            }
        });
        models.selectedProperty()
                .subscribe((@Nullable ModelRow row) -> list.getSelectionModel().select(row));
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                models.openInExplore();
                event.consume();
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                models.openInExplore();
            }
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        VBox side = new VBox(heading, filter, list, importMenu());
        side.getStyleClass().add("side");
        return side;
    }

    private Label placeholder() {
        Label nothing = new Label();
        nothing.setWrapText(true);
        nothing.getStyleClass().add(Styles.TEXT_MUTED);
        nothing.visibleProperty().bind(models.readProperty());
        nothing.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> messages.text(models.isEmpty() ? "models.list.empty" : "models.list.noMatch"),
                        models.models(),
                        models.filterProperty()));
        return nothing;
    }

    private MenuButton importMenu() {
        MenuItem folder = new MenuItem(messages.text("models.import.folder"));
        folder.setOnAction(_ -> paths.folder(getScene().getWindow(), messages.text("models.import"))
                .ifPresent(models::importFrom));
        MenuItem file = new MenuItem(messages.text("models.import.file"));
        file.setOnAction(_ -> paths.file(
                        getScene().getWindow(),
                        messages.text("models.import"),
                        messages.text("models.import.file"),
                        "*.zip",
                        "*.pt")
                .ifPresent(models::importFrom));
        MenuButton menu = new MenuButton(messages.text("models.import"), new FontIcon(MaterialDesignI.IMPORT));
        menu.setId("models-import");
        menu.getItems().addAll(folder, file);
        menu.setMaxWidth(Double.MAX_VALUE);
        explain(menu, "models.import.help");
        return menu;
    }

    private ScrollPane details() {
        title.getStyleClass().add(Styles.TITLE_2);
        title.setId("models-title");
        origin.getStyleClass().add("badge");
        HBox heading = new HBox(12, title, origin);
        heading.setAlignment(Pos.CENTER_LEFT);
        description.setWrapText(true);
        description.getStyleClass().add("description");
        metricsTitle.setText(messages.text("models.metrics"));
        metricsTitle.getStyleClass().add(Styles.TITLE_4);
        Label samplesTitle = new Label(messages.text("models.samples"));
        samplesTitle.getStyleClass().add(Styles.TITLE_4);
        samplesTitle.setTooltip(new Tooltip(messages.text("models.samples.help")));
        VBox card = new VBox(
                heading,
                description,
                actions(),
                new JobRow(models.work(), messages),
                samplesTitle,
                samples(),
                facts,
                metricsTitle,
                metrics);
        card.getStyleClass().add("card");
        card.visibleProperty().bind(models.selectedProperty().isNotNull());
        card.managedProperty().bind(card.visibleProperty());
        Label nothing = new Label(messages.text("models.details.empty"));
        nothing.getStyleClass().add(Styles.TEXT_MUTED);
        nothing.visibleProperty().bind(card.visibleProperty().not());
        nothing.managedProperty().bind(nothing.visibleProperty());
        VBox column = new VBox(FailureNotes.of(models.noteProperty(), messages), news(), problems(), card, nothing);
        column.getStyleClass().add("details");
        ScrollPane scroll = new ScrollPane(column);
        scroll.setFitToWidth(true);
        return scroll;
    }

    private ImageGridView samples() {
        ImageGridView grid = new ImageGridView(messages);
        grid.setId("models-samples");
        grid.tileSizeProperty().set(SAMPLE);
        grid.setPrefHeight(SAMPLES_HEIGHT);
        grid.setMinHeight(USE_PREF_SIZE);
        grid.setAccessibleText(messages.text("models.samples"));
        grid.placeholderProperty().set(messages.text("models.samples.empty"));
        grid.setOnActivate(models::openInExplore);
        models.samples().addListener((ListChangeListener<Raster>) _ -> grid.tiles()
                .setAll(models.samples().stream()
                        .map(image -> new FilmFrame("", image))
                        .toList()));
        return grid;
    }

    private InlineNote news() {
        InlineNote note = new InlineNote(messages);
        models.newsProperty().subscribe(text -> {
            if (text.isEmpty()) {
                note.dismiss();
            } else {
                note.success(text);
            }
        });
        return note;
    }

    private VBox problems() {
        VBox notes = new VBox();
        notes.getStyleClass().add("notes");
        Runnable refill = () -> notes.getChildren()
                .setAll(models.problems().stream().map(this::problemNote).toList());
        models.problems().addListener((ListChangeListener<FailureText>) _ -> refill.run());
        refill.run();
        return notes;
    }

    private InlineNote problemNote(FailureText problem) {
        InlineNote note = new InlineNote(messages);
        note.warning(problem.problem(), problem.remedy());
        return note;
    }

    private FlowPane actions() {
        Button open = new Button(messages.text("models.open"), new FontIcon(MaterialDesignC.COMPASS_OUTLINE));
        open.setId("models-open");
        open.getStyleClass().add(Styles.ACCENT);
        open.setOnAction(_ -> models.openInExplore());
        Button folder = export("models.export.safetensors");
        folder.setOnAction(
                _ -> paths.target(getScene().getWindow(), messages.text("models.export.safetensors"), title.getText())
                        .ifPresent(models::exportFolder));
        Button half = export("models.export.half");
        half.setOnAction(_ -> paths.target(
                        getScene().getWindow(), messages.text("models.export.half"), title.getText() + "-float16")
                .ifPresent(models::exportHalfFolder));
        Button script = export("models.export.torchscript");
        script.setOnAction(_ -> paths.target(
                        getScene().getWindow(), messages.text("models.export.torchscript"), title.getText() + ".pt")
                .ifPresent(models::exportTorchScript));
        BooleanBinding busy = Bindings.createBooleanBinding(
                () -> models.work().isRunning(), models.work().stateProperty());
        folder.disableProperty().bind(busy);
        half.disableProperty().bind(busy);
        script.disableProperty().bind(busy);
        FlowPane actions = new FlowPane(8, 8, open, folder, half, script);
        actions.getStyleClass().add("actions");
        return actions;
    }

    private Button export(String key) {
        Button button = new Button(messages.text(key), new FontIcon(MaterialDesignE.EXPORT));
        button.setId(key.replace('.', '-'));
        explain(button, key + ".help");
        return button;
    }

    private void explain(Control control, String key) {
        control.setTooltip(new Tooltip(messages.text(key)));
        control.setAccessibleHelp(messages.text(key));
    }

    private void showCard(@Nullable ModelRow row) {
        if (row == null) {
            return;
        }
        title.setText(row.name());
        origin.setText(row.origin());
        description.setText(row.description());
        description.setManaged(!row.description().isBlank());
        facts.show(row.facts().stream().map(ModelsView::fact).toList());
        metrics.show(row.metrics().stream().map(ModelsView::fact).toList());
        metricsTitle.setVisible(!row.metrics().isEmpty());
    }

    private static FactList.Fact fact(ModelRow.Fact fact) {
        return new FactList.Fact(fact.label(), fact.value(), fact.help());
    }

    /// A model's name over what it is.
    private static final class ModelCell extends ListCell<ModelRow> {
        private final Label name = new Label();
        private final Label summary = new Label();
        private final VBox box = new VBox(name, summary);

        ModelCell() {
            name.getStyleClass().add(Styles.TEXT_BOLD);
            summary.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable ModelRow row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            name.setText(row.name());
            summary.setText(row.origin() + " · " + row.summary());
            setAccessibleText(row.name() + ", " + summary.getText());
            setGraphic(box);
        }
    }
}
