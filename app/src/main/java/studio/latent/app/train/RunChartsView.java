package studio.latent.app.train;

import atlantafx.base.theme.Styles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.latent.app.control.ChartFormat;
import studio.latent.app.control.ChartSeries;
import studio.latent.app.control.LiveChart;
import studio.latent.app.control.ShownAs;
import studio.latent.app.fx.PathChoice;
import studio.latent.app.l10n.Messages;

/// The curves of a run: its losses, beside them one of its metrics; other runs can be laid over both.
final class RunChartsView extends VBox {
    private final RunViewModel run;
    private final TrainViewModel train;
    private final Messages messages;
    private final PathChoice paths;
    private final LiveChart losses;
    private final LiveChart generator;
    private final LiveChart discriminator;
    private final LiveChart metric;
    private final ComboBox<String> which = new ComboBox<>();
    private final Label caption = new Label();
    private final MenuButton compare = new MenuButton();
    private final Map<RunViewModel, Subscription> others = new HashMap<>();
    private Subscription following = Subscription.EMPTY;

    RunChartsView(RunViewModel run, TrainViewModel train, Messages messages, PathChoice paths) {
        super(6);
        this.run = run;
        this.train = train;
        this.messages = messages;
        this.paths = paths;
        losses = chart("train.chart", "losses");
        metric = chart("train.metric", "metric");
        generator = chart("train.chart.generator", "generator");
        discriminator = chart("train.chart.discriminator", "discriminator");
        generator.setId("train-chart-generator");
        discriminator.setId("train-chart-discriminator");
        losses.setId("train-chart-losses");
        metric.setId("train-chart-metric");
        VBox players = new VBox(6, generator, discriminator);
        VBox.setVgrow(generator, Priority.ALWAYS);
        VBox.setVgrow(discriminator, Priority.ALWAYS);
        GridPane charts = sideBySide(new StackPane(losses, players), metric);
        follow(run.game().offeredProperty().subscribe(game -> {
            losses.setVisible(!game);
            losses.setManaged(!game);
            players.setVisible(game);
            players.setManaged(game);
        }));
        VBox.setVgrow(charts, Priority.ALWAYS);
        getChildren().addAll(charts, choices());
        follow(run.openableProperty()
                .subscribe(over -> metric.placeholderProperty()
                        .set(messages.text(over ? "train.metric.none" : "train.metric.empty"))));
        follow(run.curveRevisionProperty().subscribe(_ -> drawLosses(run, "")));
        follow(run.metrics().revisionProperty().subscribe(_ -> refreshMetrics()));
        follow(run.metrics().selectedProperty().subscribe((@Nullable String _) -> redrawMetric()));
    }

    /// Marks a step in both charts; NaN takes the mark away.
    void mark(double step) {
        lossCharts().forEach(chart -> chart.markerProperty().set(step));
        metric.markerProperty().set(step);
    }

    void close() {
        following.unsubscribe();
        following = Subscription.EMPTY;
        others.values().forEach(Subscription::unsubscribe);
        others.clear();
    }

    private void follow(Subscription subscription) {
        following = following.and(subscription);
    }

    private LiveChart chart(String key, String fileName) {
        LiveChart chart = new LiveChart(messages);
        chart.titleProperty().set(messages.text(key));
        chart.xLabelProperty().set(messages.text("train.chart.x"));
        chart.placeholderProperty().set(messages.text(key + ".empty"));
        chart.runNameProperty().set(run.name());
        chart.setAccessibleText(messages.text(key) + ". " + messages.text(key + ".help"));
        chart.setMinSize(160, 180);
        chart.exportTo((format, content) -> save(fileName, format, content));
        return chart;
    }

    private void save(String name, ChartFormat format, byte[] content) {
        paths.target(
                        getScene().getWindow(),
                        messages.text("control.chart.export"),
                        run.name() + "-" + name + "." + format.extension())
                .ifPresent(file -> train.save(file, content));
    }

    private static GridPane sideBySide(Node left, Node right) {
        GridPane pane = new GridPane();
        pane.setHgap(10);
        ColumnConstraints half = new ColumnConstraints();
        half.setPercentWidth(50);
        RowConstraints all = new RowConstraints();
        all.setVgrow(Priority.ALWAYS);
        pane.getColumnConstraints().addAll(half, half);
        pane.getRowConstraints().add(all);
        pane.addRow(0, left, right);
        return pane;
    }

    private HBox choices() {
        compare.setText(messages.text("train.compare"));
        compare.setId("train-compare");
        compare.setAccessibleHelp(messages.text("train.compare.help"));
        compare.setMinWidth(USE_PREF_SIZE);
        compare.getStyleClass().add(Styles.SMALL);
        compare.setOnShowing(_ -> fillCompare());
        fillCompare();
        which.setId("train-metric");
        which.setAccessibleText(messages.text("train.metric"));
        which.setConverter(new ShownAs<>(id -> run.metrics().label(id)));
        which.setVisible(false);
        which.valueProperty().subscribe((@Nullable String id) -> {
            if (id != null) {
                run.metrics().selectedProperty().set(id);
            }
        });
        caption.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        caption.setMinWidth(0);
        caption.setId("train-metric-caption");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(10, compare, gap, caption, which);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void fillCompare() {
        List<MenuItem> items = compare.getItems();
        items.clear();
        for (RunViewModel other : train.runs()) {
            if (!other.equals(run)) {
                CheckMenuItem item = new CheckMenuItem(other.name());
                item.setSelected(others.containsKey(other));
                item.setOnAction(_ -> overlay(other, item.isSelected()));
                items.add(item);
            }
        }
        for (EarlierRun earlier : train.earlier()) {
            MenuItem item = new MenuItem(earlier.name());
            item.setOnAction(_ -> train.openEarlier(earlier, opened -> overlay(opened, true)));
            items.add(item);
        }
        if (items.isEmpty()) {
            MenuItem nothing = new MenuItem(messages.text("train.compare.none"));
            nothing.setDisable(true);
            items.add(nothing);
        }
    }

    /// Lays the curves of another run over the own ones, or takes them away.
    private void overlay(RunViewModel other, boolean wanted) {
        Subscription before = others.remove(other);
        if (before != null) {
            before.unsubscribe();
        }
        lossCharts().forEach(chart -> chart.removeRun(other.name()));
        metric.removeRun(other.name());
        if (wanted) {
            others.put(
                    other,
                    other.curveRevisionProperty()
                            .subscribe(_ -> drawLosses(other, other.name()))
                            .and(other.metrics().revisionProperty().subscribe(_ -> drawMetric(other, other.name()))));
        }
    }

    private List<LiveChart> lossCharts() {
        return List.of(losses, generator, discriminator);
    }

    /// A game's terms go to its players, which have no total; those of other runs to the one chart.
    private LiveChart chartOf(RunViewModel of, String term) {
        if (!of.game().offeredProperty().get()) {
            return losses;
        }
        return GameViewModel.isGenerators(term) ? generator : discriminator;
    }

    /// Of another run the parts would fill the chart: what tells two runs apart is the total, or a player's loss.
    private static boolean isChief(RunViewModel of, String term) {
        return of.game().offeredProperty().get() ? term.endsWith("torLoss") : term.equals("total");
    }

    private void drawLosses(RunViewModel of, String runName) {
        of.series().forEach((term, curve) -> {
            boolean ofGame = of.game().offeredProperty().get();
            if ((!runName.isEmpty() && !isChief(of, term)) || (ofGame && term.equals("total"))) {
                return;
            }
            LiveChart chart = chartOf(of, term);
            String name = of.termLabel(term);
            ChartSeries line = chart.series(name, runName, !of.isAside(term));
            line.clear();
            DecimatedSeries.Points points = curve.points();
            for (int i = 0; i < points.x().length; i++) {
                line.append(points.x()[i], points.y()[i]);
            }
        });
    }

    private void refreshMetrics() {
        List<String> ids = run.metrics().metrics();
        if (!which.getItems().equals(ids)) {
            which.getItems().setAll(ids);
        }
        which.setVisible(!ids.isEmpty());
        which.setValue(run.metrics().selectedProperty().get());
        drawMetric(run, "");
        Optional.ofNullable(run.metrics().selectedProperty().get())
                .ifPresent(id -> caption.setText(run.metrics().caption(id)));
    }

    private void redrawMetric() {
        metric.clear();
        refreshMetrics();
        others.keySet().forEach(other -> drawMetric(other, other.name()));
    }

    private void drawMetric(RunViewModel of, String runName) {
        String id = run.metrics().selectedProperty().get();
        if (id == null) {
            return;
        }
        List<MetricCurves.At> curve = of.metrics().curve(id);
        if (curve.isEmpty()) {
            return;
        }
        ChartSeries line = metric.series(run.metrics().label(id), runName);
        line.clear();
        for (MetricCurves.At at : curve) {
            line.append(at.step(), at.value(), at.low(), at.high());
        }
        if (runName.isEmpty()) {
            line.setReference(of.metrics()
                    .floor(id)
                    .map(floor -> new ChartSeries.Reference(
                            floor, messages.text("train.metric.floor", messages.number(floor, 3))))
                    .orElse(null));
        }
    }
}
