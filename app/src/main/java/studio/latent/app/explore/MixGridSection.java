package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import studio.latent.app.control.RasterImage;
import studio.latent.app.l10n.Messages;

/// The table of mixes: images A down, images B across, their mixes between; a press takes one to the canvas.
final class MixGridSection extends HBox {
    private static final double SMALLEST = 40;
    private static final double LARGEST = 64;

    /// Share of the window's height that a picture takes.
    private static final double SHARE = 0.062;

    private final MixGridViewModel grid;
    private final SectionParts parts;
    private final Messages messages;

    /// **Units** pixels.
    private final DoubleProperty side = new SimpleDoubleProperty(SMALLEST);

    MixGridSection(MixGridViewModel grid, SectionParts parts) {
        this.grid = grid;
        this.parts = parts;
        messages = parts.messages();
        getStyleClass().add("mix-grid");
        setId("explore-mix-grid");
        setAccessibleText(messages.text("explore.mix.table"));
        visibleProperty().bind(grid.shownProperty());
        managedProperty().bind(visibleProperty());
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                scene.heightProperty()
                        .subscribe(height ->
                                side.set(Math.floor(Math.clamp(SHARE * height.doubleValue(), SMALLEST, LARGEST))));
            }
        });
        ScrollPane scroll = new ScrollPane(cells());
        scroll.setFitToHeight(true);
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        HBox.setHgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(words(), scroll);
    }

    private VBox words() {
        Button close = parts.icon(
                MaterialDesignC.CLOSE,
                "explore.mix.table.close",
                () -> grid.shownProperty().set(false));
        Label hint = new Label(messages.text("explore.mix.table.hint"));
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        VBox words = new VBox(
                parts.heading("explore.mix.title", close),
                hint,
                sources("A", "explore.mix.rows", grid::rollRows, grid::putRow),
                sources("B", "explore.mix.columns", grid::rollColumns, grid::putColumn));
        words.getStyleClass().add("mix-words");
        return words;
    }

    private HBox sources(String name, String key, Runnable roll, Runnable put) {
        Label label = new Label(messages.text(key));
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        HBox row = new HBox(
                label,
                button(MaterialDesignD.DICE_MULTIPLE_OUTLINE, key + ".roll", "explore.mix.sources.roll", name, roll),
                button(MaterialDesignT.TRAY_ARROW_DOWN, key + ".put", "explore.mix.sources.put", name, put));
        row.getStyleClass().add("field-row");
        return row;
    }

    private Button button(Ikon icon, String id, String key, String name, Runnable action) {
        Button button = new Button();
        button.setGraphic(new FontIcon(icon));
        button.setId(id.replace('.', '-'));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        String text = messages.text(key, name);
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
        button.setOnAction(_ -> action.run());
        return button;
    }

    private GridPane cells() {
        GridPane pane = new GridPane();
        pane.getStyleClass().add("mix-cells");
        for (int row = 0; row <= MixGridViewModel.ROWS; row++) {
            for (int column = 0; column <= MixGridViewModel.COLUMNS; column++) {
                if (row == MixGridViewModel.SOURCE && column == MixGridViewModel.SOURCE) {
                    Label corner = new Label(messages.text("explore.mix.corner"));
                    corner.getStyleClass().add("hint");
                    pane.add(corner, column, row);
                } else {
                    pane.add(cell(row, column), column, row);
                }
            }
        }
        return pane;
    }

    private Button cell(int row, int column) {
        ImageView view = new ImageView();
        view.fitWidthProperty().bind(side);
        view.fitHeightProperty().bind(side);
        view.setPreserveRatio(true);
        grid.imageProperty(row, column).subscribe(raster -> {
            Image image = raster == null ? null : RasterImage.thumbnail(raster, LARGEST);
            view.setImage(image);
        });
        Button cell = new Button();
        cell.setGraphic(view);
        cell.setId("explore-mix-cell-" + row + "-" + column);
        cell.getStyleClass().addAll(Styles.FLAT, "studio-tile");
        cell.minWidthProperty().bind(side.add(6));
        cell.minHeightProperty().bind(side.add(6));
        String text = text(row, column);
        cell.setTooltip(new Tooltip(text));
        cell.setAccessibleText(text);
        cell.disableProperty().bind(grid.imageProperty(row, column).isNull());
        cell.setOnAction(_ -> grid.take(row, column));
        return cell;
    }

    private String text(int row, int column) {
        if (row == MixGridViewModel.SOURCE) {
            return messages.text("explore.mix.source", "B", column);
        }
        return column == MixGridViewModel.SOURCE
                ? messages.text("explore.mix.source", "A", row)
                : messages.text("explore.mix.cell", row, column);
    }
}
