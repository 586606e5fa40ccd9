package studio.latent.app.data;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import studio.latent.app.control.FactList;
import studio.latent.app.control.ImageGridView;
import studio.latent.app.control.InlineNote;
import studio.latent.app.fx.FailureNotes;
import studio.latent.app.fx.JobRow;
import studio.latent.app.fx.PathChoice;
import studio.latent.app.fx.PathDrop;
import studio.latent.app.l10n.Messages;

/// Data as they are seen: the list at the left, the images of the selected data set, what is in it at the right.
public final class DataView extends BorderPane {
    private static final double TILE = 72;
    private static final int SKIPPED_SHOWN = 500;

    private final DataViewModel data;
    private final Messages messages;
    private final PathChoice paths;
    private final LazyImages images;
    private final Label title = new Label();
    private final Label description = new Label();
    private final FactList facts = new FactList();
    private final ClassBars classes;
    private final VBox classSection;
    private final FactList attributes = new FactList();
    private final VBox attributeSection;
    private final ListView<String> skipped = new ListView<>();
    private final TitledPane skippedSection = new TitledPane();
    private final VBox facing;

    public DataView(DataViewModel data, Messages messages, PathChoice paths) {
        this.data = data;
        this.messages = messages;
        this.paths = paths;
        images = new LazyImages(index -> data.image(index).orElse(null));
        classes = new ClassBars(messages);
        classSection = section("data.classes", classes);
        attributeSection = section("data.attributes", attributes);
        facing = details();
        getStyleClass().addAll("place", "data");
        getStylesheets()
                .add(DataView.class.getResource("/studio/latent/ui/places.css").toExternalForm());
        setLeft(side());
        setCenter(middle());
        ScrollPane scroll = new ScrollPane(facing);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("inspector");
        setRight(scroll);
        PathDrop.accept(this, data::importFrom);
        data.detailsProperty().subscribe(this::showDetails);
        data.imagesRevisionProperty().subscribe(_ -> images.arrived());
    }

    private VBox side() {
        Label heading = new Label(messages.text("data.list"));
        heading.getStyleClass().add(Styles.TITLE_4);
        ListView<String> list = new ListView<>(data.names());
        list.setId("data-list");
        list.setAccessibleText(messages.text("data.list"));
        Label nothing = new Label(messages.text("data.list.empty"));
        nothing.setWrapText(true);
        list.setPlaceholder(nothing);
        list.getSelectionModel().selectedItemProperty().subscribe((@Nullable String name) -> {
            if (name != null) {
                data.selectedProperty().set(name);
            }
        });
        Runnable follow =
                () -> list.getSelectionModel().select(data.selectedProperty().get());
        data.selectedProperty().subscribe(_ -> follow.run());
        data.names().addListener((ListChangeListener<String>) _ -> follow.run());
        VBox.setVgrow(list, Priority.ALWAYS);
        VBox side = new VBox(heading, list, importMenu());
        side.getStyleClass().add("side");
        return side;
    }

    private MenuButton importMenu() {
        MenuItem folder = new MenuItem(messages.text("data.import.folder"));
        folder.setOnAction(_ -> paths.folder(getScene().getWindow(), messages.text("data.import"))
                .ifPresent(data::importFrom));
        MenuItem file = new MenuItem(messages.text("data.import.file"));
        file.setOnAction(_ -> paths.file(
                        getScene().getWindow(),
                        messages.text("data.import"),
                        messages.text("data.import.file"),
                        "*.zip",
                        "*.gz",
                        "*-ubyte",
                        "*.idx*")
                .ifPresent(data::importFrom));
        MenuButton menu = new MenuButton(messages.text("data.import"), new FontIcon(MaterialDesignI.IMPORT));
        menu.setId("data-import");
        menu.getItems().addAll(folder, file);
        menu.setMaxWidth(Double.MAX_VALUE);
        menu.setTooltip(new Tooltip(messages.text("data.import.help")));
        menu.setAccessibleHelp(messages.text("data.import.help"));
        return menu;
    }

    private VBox middle() {
        title.getStyleClass().add(Styles.TITLE_2);
        title.setId("data-title");
        description.setWrapText(true);
        description.getStyleClass().add("description");
        description.setMinHeight(USE_PREF_SIZE);
        ImageGridView grid = new ImageGridView(messages, images);
        grid.setId("data-images");
        grid.setAccessibleText(messages.text("data.thumbnails"));
        grid.tileSizeProperty().set(TILE);
        grid.placeholderProperty().set(messages.text("data.details.empty"));
        VBox.setVgrow(grid, Priority.ALWAYS);
        VBox middle = new VBox(
                FailureNotes.of(data.noteProperty(), messages),
                news(),
                new JobRow(data.work(), messages),
                title,
                description,
                grid);
        middle.getStyleClass().add("details");
        return middle;
    }

    private InlineNote news() {
        InlineNote note = new InlineNote(messages);
        data.newsProperty().subscribe(text -> {
            if (text.isEmpty()) {
                note.dismiss();
            } else {
                note.success(text);
            }
        });
        return note;
    }

    private VBox details() {
        Button train = new Button(messages.text("data.train"), new FontIcon(MaterialDesignS.SCHOOL_OUTLINE));
        train.setId("data-train");
        train.getStyleClass().add(Styles.ACCENT);
        train.setMaxWidth(Double.MAX_VALUE);
        train.setOnAction(_ -> data.trainOnIt());
        skippedSection.setContent(skipped);
        skippedSection.setExpanded(false);
        skippedSection.setId("data-skipped");
        skippedSection.setTooltip(new Tooltip(messages.text("data.skipped.help")));
        skipped.setPrefHeight(200);
        VBox details = new VBox(train, facts, classSection, attributeSection, skippedSection);
        details.getStyleClass().add("details");
        return details;
    }

    private VBox section(String key, Region content) {
        Label heading = new Label(messages.text(key));
        heading.getStyleClass().add(Styles.TITLE_4);
        VBox section = new VBox(heading, content);
        section.getStyleClass().add("section");
        messages.find(key + ".help").ifPresent(help -> heading.setTooltip(new Tooltip(help)));
        return section;
    }

    private void showDetails(@Nullable DatasetDetails details) {
        facing.setVisible(details != null);
        if (details == null) {
            String name = data.selectedProperty().get();
            title.setText(name == null ? "" : name);
            description.setText(name == null ? "" : messages.text("data.looking", name));
            images.reset(0);
            return;
        }
        title.setText(details.name());
        description.setText(details.description());
        facts.show(details.facts().stream().map(DataView::fact).toList());
        classes.show(details.classes());
        attributes.show(details.attributes().stream().map(DataView::fact).toList());
        setShown(classSection, !details.classes().isEmpty());
        setShown(attributeSection, !details.attributes().isEmpty());
        setShown(skippedSection, !details.skipped().isEmpty());
        List<String> files = details.skipped();
        skippedSection.setText(messages.text("data.skipped", messages.number(files.size(), 0)));
        skipped.getItems().setAll(files.subList(0, Math.min(files.size(), SKIPPED_SHOWN)));
        images.reset(details.count());
    }

    private static void setShown(Region region, boolean shown) {
        region.setVisible(shown);
        region.setManaged(shown);
    }

    private static FactList.Fact fact(DatasetDetails.Fact fact) {
        return new FactList.Fact(fact.label(), fact.value(), "");
    }
}
