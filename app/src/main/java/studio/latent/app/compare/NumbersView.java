package studio.latent.app.compare;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import studio.latent.app.control.ChartFormat;
import studio.latent.app.control.InlineNote;
import studio.latent.app.control.TradeOffChart;
import studio.latent.app.fx.FailureNotes;
import studio.latent.app.fx.JobRow;
import studio.latent.app.fx.PathChoice;
import studio.latent.app.l10n.Messages;

/// What the chosen models draw from the same seeds, and what was measured of them.
final class NumbersView extends ScrollPane {
    private static final double SENTENCE = 200;

    private final CompareViewModel compare;
    private final Messages messages;
    private final PathChoice paths;
    private final VBox rows = new VBox();
    private final ScoreTable table;
    private final TradeOffChart chart;
    private final Label basis = new Label();
    private final VBox reasons = new VBox(4);

    NumbersView(CompareViewModel compare, Messages messages, PathChoice paths) {
        this.compare = compare;
        this.messages = messages;
        this.paths = paths;
        table = new ScoreTable(messages);
        chart = new TradeOffChart(messages);
        VBox content = new VBox(
                FailureNotes.of(compare.noteProperty(), messages),
                news(),
                new JobRow(compare.work(), messages),
                images(),
                scores());
        content.getStyleClass().add("details");
        setContent(content);
        setFitToWidth(true);
        setFitToHeight(true);
        compare.images().lines().addListener((ListChangeListener<SeedImages.Line>) _ -> fillRows());
        fillRows();
        compare.sheetProperty().subscribe(this::showSheet);
        compare.curves().addListener((ListChangeListener<DialCurve>) _ -> showCurves());
        showCurves();
    }

    private InlineNote news() {
        InlineNote note = new InlineNote(messages);
        compare.newsProperty().subscribe(text -> {
            if (text.isEmpty()) {
                note.dismiss();
            } else {
                note.success(text);
            }
        });
        return note;
    }

    private VBox images() {
        Label heading = heading("compare.images");
        Label seeds = new Label();
        seeds.getStyleClass().addAll("figures", Styles.TEXT_MUTED);
        compare.images()
                .firstSeedProperty()
                .subscribe(first -> seeds.setText(messages.text(
                        "compare.seeds",
                        messages.number(first.doubleValue(), 0),
                        messages.number(first.doubleValue() + SeedImages.SHOWN - 1, 0))));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(
                8,
                heading,
                gap,
                seeds,
                pager("compare.seeds.before", MaterialDesignC.CHEVRON_LEFT, -1),
                pager("compare.seeds.after", MaterialDesignC.CHEVRON_RIGHT, 1));
        head.setAlignment(Pos.CENTER_LEFT);
        rows.getStyleClass().add("image-rows");
        return new VBox(6, head, rows);
    }

    private Button pager(String key, Ikon icon, int pages) {
        Button button = new Button("", new FontIcon(icon));
        button.setId(key.replace('.', '-'));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        button.setAccessibleText(messages.text(key));
        button.setTooltip(new Tooltip(messages.text(key)));
        button.setOnAction(_ -> compare.images().page(pages));
        return button;
    }

    private void fillRows() {
        List<SeedImages.Line> lines = compare.images().lines();
        if (lines.isEmpty()) {
            Label nothing = new Label(messages.text("compare.images.empty"));
            nothing.setWrapText(true);
            nothing.getStyleClass().add(Styles.TEXT_MUTED);
            rows.getChildren().setAll(nothing);
            return;
        }
        long first = compare.images().firstSeedProperty().get();
        rows.getChildren()
                .setAll(lines.stream()
                        .map(line -> new ImageRow(line, first, messages))
                        .toList());
    }

    private VBox scores() {
        Label heading = heading("compare.scores");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(8, heading, gap, exports());
        head.setAlignment(Pos.CENTER_LEFT);
        chart.setId("compare-curves");
        chart.xLabelProperty().set(messages.text("compare.curve.x"));
        chart.yLabelProperty().set(messages.text("compare.curve.y"));
        chart.setAccessibleText(messages.text("compare.curve"));
        Label curveTitle = heading("compare.curve");
        curveTitle.setTooltip(new Tooltip(messages.text("compare.curve.help")));
        Region room = new Region();
        HBox.setHgrow(room, Priority.ALWAYS);
        HBox curveHead = new HBox(8, curveTitle, room, curveExports());
        curveHead.setAlignment(Pos.CENTER_LEFT);
        VBox curves = new VBox(6, curveHead, chart);
        VBox.setVgrow(chart, Priority.ALWAYS);
        wrap(basis);
        basis.setId("compare-basis");
        basis.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        VBox left = new VBox(10, head, table, basis, reasons);
        Beside beside = new Beside(left, curves);
        VBox.setVgrow(beside, Priority.ALWAYS);
        VBox scores = new VBox(beside);
        VBox.setVgrow(scores, Priority.ALWAYS);
        return scores;
    }

    private MenuButton exports() {
        MenuItem csv = new MenuItem(messages.text("compare.export.csv"));
        csv.setOnAction(_ -> paths.target(getScene().getWindow(), messages.text("compare.export"), "comparison.csv")
                .ifPresent(compare::exportCsv));
        MenuItem json = new MenuItem(messages.text("compare.export.json"));
        json.setOnAction(_ -> paths.target(getScene().getWindow(), messages.text("compare.export"), "comparison.json")
                .ifPresent(compare::exportJson));
        MenuButton menu = new MenuButton(messages.text("compare.export"), new FontIcon(MaterialDesignE.EXPORT));
        menu.setId("compare-export");
        menu.getStyleClass().add(Styles.SMALL);
        menu.getItems().addAll(csv, json);
        compare.sheetProperty().subscribe((@Nullable ScoreSheet sheet) -> menu.setDisable(sheet == null));
        return menu;
    }

    /// The chart as files, once there is a point in it.
    private MenuButton curveExports() {
        MenuButton menu = new MenuButton(messages.text("compare.export"), new FontIcon(MaterialDesignE.EXPORT));
        menu.setId("compare-curve-export");
        menu.getStyleClass().add(Styles.SMALL);
        menu.setMinWidth(USE_PREF_SIZE);
        menu.setAccessibleText(messages.text("compare.curve.export"));
        for (ChartFormat format : ChartFormat.values()) {
            MenuItem item = new MenuItem(messages.text("control.chart.export." + format.extension()));
            item.setOnAction(_ -> paths.target(
                            getScene().getWindow(),
                            messages.text("compare.curve.export"),
                            "fidelity-diversity." + format.extension())
                    .ifPresent(file -> compare.save(file, chart.file(format, messages.text("compare.curve")))));
            menu.getItems().add(item);
        }
        ListChangeListener<DialCurve> judge = _ -> menu.setDisable(
                compare.curves().stream().allMatch(curve -> curve.points().isEmpty()));
        compare.curves().addListener(judge);
        menu.setDisable(true);
        return menu;
    }

    private Label heading(String key) {
        Label heading = new Label(messages.text(key));
        heading.getStyleClass().add(Styles.TITLE_4);
        heading.setMinWidth(USE_PREF_SIZE);
        return heading;
    }

    private void showSheet(@Nullable ScoreSheet sheet) {
        table.show(sheet);
        basis.setText(sheet == null ? "" : sheet.basis());
        reasons.getChildren().clear();
        if (sheet != null) {
            sheet.likelihoods().forEach(text -> remark(text, Styles.TEXT_MUTED));
            sheet.reasons().forEach(text -> remark(text, "missing"));
        }
    }

    /// A sentence is as wide as the table above it and as high as it must be.
    private static void wrap(Label sentence) {
        sentence.setWrapText(true);
        sentence.setPrefWidth(SENTENCE);
        sentence.setMaxWidth(Double.MAX_VALUE);
        sentence.setMinHeight(USE_PREF_SIZE);
    }

    private void remark(String text, String style) {
        Label line = new Label(text);
        wrap(line);
        line.getStyleClass().addAll(Styles.TEXT_SMALL, style);
        reasons.getChildren().add(line);
    }

    private void showCurves() {
        chart.placeholderProperty()
                .set(messages.text(
                        compare.work().isRunning() && compare.sweepProperty().get()
                                ? "compare.curve.coming"
                                : "compare.curve.empty"));
        chart.show(compare.curves().stream()
                .map(curve -> new TradeOffChart.Curve(
                        curve.name(),
                        curve.points().stream()
                                .map(point -> new TradeOffChart.Mark(
                                        point.recall(), point.precision(), point.label(), point.neutral()))
                                .toList()))
                .toList());
    }
}
