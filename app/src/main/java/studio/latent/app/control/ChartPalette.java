package studio.latent.app.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Background;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;

/// A chart's colours as the theme gives them: a canvas has no style of its own.
final class ChartPalette {
    private static final List<String> ROLES = List.of("grid", "text", "crosshair", "marker");

    /// Never seen; the style sheet fills their backgrounds.
    private final List<Region> swatches = new ArrayList<>();

    ChartPalette() {
        ROLES.forEach(this::add);
        for (int i = 0; i < LiveChart.COLOURS; i++) {
            add("series-" + i);
        }
    }

    private void add(String role) {
        Region swatch = new Region();
        swatch.getStyleClass().addAll("palette", role);
        swatch.setManaged(false);
        // Transparent and without size, not invisible: invisible nodes get no style.
        swatch.setOpacity(0);
        swatches.add(swatch);
    }

    /// What the chart must have among its children for the colours to be found.
    List<Region> swatches() {
        return swatches;
    }

    /// Changes when the theme does.
    ObservableValue<Background> change() {
        return swatches.getFirst().backgroundProperty();
    }

    ChartPainter.Colours colours() {
        List<Paint> lines = new ArrayList<>();
        for (int i = ROLES.size(); i < swatches.size(); i++) {
            lines.add(colourOf(i));
        }
        return new ChartPainter.Colours(colourOf(0), colourOf(1), colourOf(2), colourOf(3), lines);
    }

    /// The colours of the lines for a file: `#rrggbb`.
    List<String> lineCodes() {
        return colours().lines().stream().map(ChartPalette::hexadecimal).toList();
    }

    private static String hexadecimal(Paint paint) {
        return paint instanceof Color colour
                ? String.format(
                        Locale.ROOT,
                        "#%02x%02x%02x",
                        Math.round(255 * colour.getRed()),
                        Math.round(255 * colour.getGreen()),
                        Math.round(255 * colour.getBlue()))
                : "#808080";
    }

    private Paint colourOf(int place) {
        Background background = swatches.get(place).getBackground();
        return background == null || background.getFills().isEmpty()
                ? Color.GRAY
                : background.getFills().getFirst().getFill();
    }
}
