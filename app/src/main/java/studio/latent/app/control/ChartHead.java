package studio.latent.app.control;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;

/// What stands above the plot: title and the buttons for axis, zoom and export; below them the legend.
final class ChartHead extends VBox {
    private final LiveChart chart;
    private final FlowPane legend = new FlowPane();
    private final MenuButton export = new MenuButton();

    /// @param svg draws the chart as it stands; empty text when there is nothing to draw
    ChartHead(LiveChart chart, Supplier<String> svg) {
        this.chart = chart;
        getStyleClass().add("head");
        Label title = new Label();
        title.getStyleClass().add("title");
        title.textProperty().bind(chart.titleProperty());
        title.setMinWidth(0);
        legend.getStyleClass().add("legend");
        ToggleButton logarithm = new ToggleButton(chart.messages().text("control.chart.log"));
        logarithm.getStyleClass().add("log");
        logarithm.setMinWidth(USE_PREF_SIZE);
        logarithm.setAccessibleText(chart.messages().text("control.chart.log.help"));
        logarithm.selectedProperty().bindBidirectional(chart.logarithmicProperty());
        Button whole = new Button(chart.messages().text("control.chart.whole"));
        whole.getStyleClass().add("log");
        whole.setMinWidth(USE_PREF_SIZE);
        whole.setAccessibleHelp(chart.messages().text("control.chart.whole.help"));
        whole.setOnAction(_ -> chart.resetZoom());
        whole.visibleProperty().bind(chart.zoomedProperty());
        whole.managedProperty().bind(chart.zoomedProperty());
        export.setText(chart.messages().text("control.chart.export"));
        export.getStyleClass().addAll("log", "export");
        export.setMinWidth(USE_PREF_SIZE);
        for (ChartFormat format : ChartFormat.values()) {
            MenuItem item = new MenuItem(chart.messages().text("control.chart.export." + format.extension()));
            item.setOnAction(_ -> save(format, svg));
            export.getItems().add(item);
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(4, title, gap, whole, logarithm, export);
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(row, legend);
        rebuild();
    }

    /// Builds the legend anew.
    void rebuild() {
        export.setVisible(chart.export() != null);
        export.setManaged(chart.export() != null);
        legend.getChildren().clear();
        List<ChartSeries> all = chart.allSeries();
        List<String> runs = ChartSeries.runsOf(all);
        for (int place = 0; place < all.size(); place++) {
            ChartSeries series = all.get(place);
            ToggleButton entry = new ToggleButton(series.label(), swatch(place, runs.indexOf(series.run())));
            entry.getStyleClass().add("entry");
            entry.setSelected(series.isShown());
            entry.setMinWidth(USE_PREF_SIZE);
            entry.selectedProperty().subscribe(series::setShown);
            legend.getChildren().add(entry);
        }
    }

    private static Node swatch(int place, int run) {
        Line line = new Line(0, 0, 18, 0);
        line.getStyleClass().addAll("swatch", "series-" + place % LiveChart.COLOURS);
        line.setStrokeWidth(2.5);
        for (double dash : ChartPainter.dashes(run)) {
            line.getStrokeDashArray().add(dash);
        }
        return line;
    }

    private void save(ChartFormat format, Supplier<String> svg) {
        LiveChart.Export wanted = chart.export();
        if (wanted == null) {
            return;
        }
        wanted.save(
                format,
                switch (format) {
                    case PNG -> ChartPng.write(chart);
                    case SVG -> svg.get().getBytes(StandardCharsets.UTF_8);
                    case CSV ->
                        ChartCsv.write(chart.runNameProperty().get(), chart.allSeries())
                                .getBytes(StandardCharsets.UTF_8);
                });
    }
}
