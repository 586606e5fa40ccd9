package studio.latent.app.control;

import java.util.List;
import javafx.geometry.Dimension2D;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Paint;
import javafx.scene.text.TextAlignment;

/// The names of the curves above, the plane below them.
final class TradeOffChartSkin extends StretchingSkin<TradeOffChart> {
    private static final double ROOM_LEFT = 46;
    private static final double ROOM_BELOW = 26;
    private static final double ROOM_ABOVE = 22;
    private static final double ROOM_RIGHT = 14;
    private static final double DOT = 3.5;
    private static final double CHIEF = 5.5;
    private static final double REACH = 24;
    /// Width of a character of the readout's font, about.
    private static final double CHARACTER = 6.8;
    private static final int NONE = -1;

    private final Canvas canvas = new Canvas();
    private final FlowPane legend = new FlowPane();
    private final Label placeholder;
    private final Label readout = new Label();
    private final ChartPalette palette = new ChartPalette();
    private int chosen = NONE;

    TradeOffChartSkin(TradeOffChart chart) {
        super(chart, new Dimension2D(180, 150), new Dimension2D(360, 260));
        legend.getStyleClass().add("legend");
        placeholder = placeholder(chart.placeholderProperty());
        readout.getStyleClass().addAll("readout", "figures");
        readout.setMouseTransparent(true);
        readout.setVisible(false);
        getChildren().addAll(palette.swatches());
        getChildren().addAll(legend, canvas, placeholder, readout);
        chart.watch(this::curvesChanged);
        registerChangeListener(chart.xLabelProperty(), _ -> chart.requestLayout());
        registerChangeListener(chart.yLabelProperty(), _ -> chart.requestLayout());
        palette.change().subscribe(_ -> chart.requestLayout());
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, event -> choose(nearest(event.getX(), event.getY())));
        canvas.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> choose(NONE));
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, _ -> chart.requestFocus());
        chart.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        curvesChanged();
    }

    @Override
    public void dispose() {
        getSkinnable().watch(() -> {});
        super.dispose();
    }

    private void curvesChanged() {
        chosen = NONE;
        legend.getChildren().clear();
        List<TradeOffChart.Curve> curves = getSkinnable().curves();
        for (int i = 0; i < curves.size(); i++) {
            Region swatch = new Region();
            swatch.getStyleClass().addAll("dot", "series-" + i % LiveChart.COLOURS);
            Label name = new Label(curves.get(i).name(), swatch);
            name.getStyleClass().add("curve-name");
            legend.getChildren().add(name);
        }
        getSkinnable().requestLayout();
    }

    @Override
    protected void layoutChildren(double x, double y, double width, double height) {
        double head = legend.getChildren().isEmpty() ? 0 : snapSizeY(legend.prefHeight(width));
        legend.resizeRelocate(x, y, width, head);
        canvas.relocate(x, y + head);
        canvas.setWidth(Math.max(0, width));
        canvas.setHeight(Math.max(0, height - head));
        layoutInArea(placeholder, x, y + head, width, height - head, 0, HPos.CENTER, VPos.CENTER);
        draw();
    }

    private ChartPainter.Area area() {
        return new ChartPainter.Area(
                ROOM_LEFT,
                ROOM_ABOVE,
                canvas.getWidth() - ROOM_LEFT - ROOM_RIGHT,
                canvas.getHeight() - ROOM_ABOVE - ROOM_BELOW);
    }

    private ChartPainter painter() {
        List<TradeOffChart.Mark> marks = getSkinnable().marks();
        return new ChartPainter(
                canvas.getGraphicsContext2D(),
                area(),
                scale(marks.stream().mapToDouble(TradeOffChart.Mark::x).toArray()),
                scale(marks.stream().mapToDouble(TradeOffChart.Mark::y).toArray()),
                palette.colours());
    }

    /// The drawing with the scales and the colours of the window.
    String svg(TradeOffFile file) {
        List<TradeOffChart.Mark> marks = getSkinnable().marks();
        return file.svg(
                palette.lineCodes(),
                scale(marks.stream().mapToDouble(TradeOffChart.Mark::x).toArray()),
                scale(marks.stream().mapToDouble(TradeOffChart.Mark::y).toArray()));
    }

    private ChartScale scale(double[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        double room = Math.max(0, getSkinnable().leastSpan() - (high - low)) / 2;
        return ChartScale.around(low - room, high + room, false);
    }

    private void draw() {
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        boolean empty = getSkinnable().marks().isEmpty();
        placeholder.setVisible(empty);
        if (empty || area().width() < 20 || area().height() < 20) {
            readout.setVisible(false);
            return;
        }
        ChartPainter painter = painter();
        painter.frame(readout.getFont(), getSkinnable().xLabelProperty().get());
        ChartPainter.Colours colours = palette.colours();
        graphics.setFill(colours.text());
        graphics.setTextAlign(TextAlignment.LEFT);
        graphics.setTextBaseline(VPos.TOP);
        graphics.fillText(getSkinnable().yLabelProperty().get(), 4, 2);
        int number = 0;
        List<TradeOffChart.Curve> curves = getSkinnable().curves();
        for (int i = 0; i < curves.size(); i++) {
            Paint colour = colours.lines().get(i % colours.lines().size());
            drawCurve(painter, curves.get(i).marks(), colour, colours.text(), number);
            number += curves.get(i).marks().size();
        }
        showReadout(painter);
    }

    private void drawCurve(
            ChartPainter painter, List<TradeOffChart.Mark> marks, Paint colour, Paint text, int firstNumber) {
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        double[] px =
                marks.stream().mapToDouble(mark -> painter.pixelX(mark.x())).toArray();
        double[] py =
                marks.stream().mapToDouble(mark -> painter.pixelY(mark.y())).toArray();
        graphics.setStroke(colour);
        graphics.setLineWidth(1.5);
        graphics.strokePolyline(px, py, px.length);
        graphics.setTextBaseline(VPos.BOTTOM);
        for (int i = 0; i < px.length; i++) {
            TradeOffChart.Mark mark = marks.get(i);
            double radius = mark.chief() || firstNumber + i == chosen ? CHIEF : DOT;
            graphics.setFill(colour);
            graphics.fillOval(px[i] - radius, py[i] - radius, 2 * radius, 2 * radius);
            if (i == 0 || i == px.length - 1 || mark.chief()) {
                boolean atRight = px[i] + 6 + CHARACTER * mark.label().length() > canvas.getWidth();
                graphics.setFill(text);
                graphics.setTextAlign(atRight ? TextAlignment.RIGHT : TextAlignment.LEFT);
                graphics.fillText(mark.label(), px[i] + (atRight ? -6 : 6), py[i] - 3);
            }
        }
    }

    private void showReadout(ChartPainter painter) {
        readout.setVisible(chosen != NONE);
        if (chosen == NONE) {
            return;
        }
        TradeOffChart chart = getSkinnable();
        TradeOffChart.Mark mark = chart.marks().get(chosen);
        String text = nameOf(chosen) + " · " + mark.label() + "\n"
                + chart.yLabelProperty().get() + " " + ChartScale.label(mark.y()) + "\n"
                + chart.xLabelProperty().get() + " " + ChartScale.label(mark.x());
        readout.setText(text);
        chart.setAccessibleText(text.replace("\n", ", "));
        readout.autosize();
        double x = canvas.getLayoutX() + painter.pixelX(mark.x()) + 10;
        double y = canvas.getLayoutY() + painter.pixelY(mark.y()) + 10;
        double right = canvas.getLayoutX() + canvas.getWidth();
        double bottom = canvas.getLayoutY() + canvas.getHeight();
        readout.relocate(
                Math.max(0, x + readout.getWidth() > right ? x - readout.getWidth() - 20 : x),
                Math.max(0, y + readout.getHeight() > bottom ? y - readout.getHeight() - 20 : y));
    }

    private String nameOf(int number) {
        int before = 0;
        for (TradeOffChart.Curve curve : getSkinnable().curves()) {
            before += curve.marks().size();
            if (number < before) {
                return curve.name();
            }
        }
        return "";
    }

    private int nearest(double x, double y) {
        List<TradeOffChart.Mark> marks = getSkinnable().marks();
        if (marks.isEmpty()) {
            return NONE;
        }
        ChartPainter painter = painter();
        int best = NONE;
        double least = REACH;
        for (int i = 0; i < marks.size(); i++) {
            double distance = Math.hypot(
                    painter.pixelX(marks.get(i).x()) - x,
                    painter.pixelY(marks.get(i).y()) - y);
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }

    private void choose(int mark) {
        if (mark != chosen) {
            chosen = mark;
            getSkinnable().requestLayout();
        }
    }

    private void keyPressed(KeyEvent event) {
        int last = getSkinnable().marks().size() - 1;
        if (last < 0) {
            return;
        }
        switch (event.getCode()) {
            case RIGHT -> choose(Math.min(chosen + 1, last));
            case LEFT -> choose(Math.max(chosen - 1, 0));
            case HOME -> choose(0);
            case END -> choose(last);
            case ESCAPE -> choose(NONE);
            default -> {
                return;
            }
        }
        event.consume();
    }
}
