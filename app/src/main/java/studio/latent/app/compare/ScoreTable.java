package studio.latent.app.compare;

import atlantafx.base.theme.Styles;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import studio.latent.app.l10n.Messages;

/// The figures: a line a metric, a column a model, the floor at the end.
final class ScoreTable extends GridPane {
    private static final double NAMES = 140;
    private static final double VALUES = 124;
    private static final double FLOOR = 84;
    private static final double GAP = 12;

    /// More models than this leave the names and the floor less room, so that all stand in a small window.
    private static final int ROOMY = 4;

    private static final double NARROW_NAMES = 112;
    private static final double NARROW_FLOOR = 66;
    private static final double NARROW_GAP = 9;

    private final Messages messages;

    ScoreTable(Messages messages) {
        this.messages = messages;
        getStyleClass().add("score-table");
        setId("compare-scores");
    }

    void show(@Nullable ScoreSheet sheet) {
        getChildren().clear();
        getColumnConstraints().clear();
        if (sheet == null) {
            Label nothing = new Label(messages.text("compare.scores.empty"));
            nothing.setWrapText(true);
            nothing.setPrefWidth(NAMES + 2 * VALUES);
            nothing.getStyleClass().add(Styles.TEXT_MUTED);
            add(nothing, 0, 0);
            return;
        }
        boolean narrow = sheet.names().size() > ROOMY;
        setHgap(narrow ? NARROW_GAP : GAP);
        column(narrow ? NARROW_NAMES : NAMES, HPos.LEFT);
        for (int i = 0; i < sheet.names().size(); i++) {
            column(VALUES, HPos.RIGHT);
            add(head(sheet.names().get(i), ""), i + 1, 0);
        }
        column(narrow ? NARROW_FLOOR : FLOOR, HPos.RIGHT);
        int last = sheet.names().size() + 1;
        add(head(messages.text("compare.floor"), messages.text("compare.floor.help")), last, 0);
        for (int row = 0; row < sheet.lines().size(); row++) {
            ScoreSheet.Line line = sheet.lines().get(row);
            add(name(line), 0, row + 1);
            for (int i = 0; i < line.cells().size(); i++) {
                add(cell(line, sheet.names().get(i), line.cells().get(i)), i + 1, row + 1);
            }
            Label floor = new Label(line.floor());
            floor.getStyleClass().addAll("figures", Styles.TEXT_MUTED);
            floor.setAccessibleText(line.label() + ", " + messages.text("compare.floor") + ": " + line.floor());
            add(floor, last, row + 1);
        }
    }

    private void column(double width, HPos alignment) {
        ColumnConstraints column = new ColumnConstraints(width, width, width);
        column.setHalignment(alignment);
        getColumnConstraints().add(column);
    }

    private static Label head(String text, String help) {
        Label head = new Label(text);
        head.setWrapText(true);
        head.getStyleClass().add("head");
        head.setAlignment(Pos.BOTTOM_RIGHT);
        if (!help.isEmpty()) {
            head.setTooltip(new Tooltip(help));
        }
        return head;
    }

    private static Label name(ScoreSheet.Line line) {
        Label name = new Label(line.label());
        name.setWrapText(true);
        name.setMinHeight(USE_PREF_SIZE);
        name.setTooltip(new Tooltip(line.hint()));
        name.setAccessibleHelp(line.hint());
        return name;
    }

    private Node cell(ScoreSheet.Line line, String model, ScoreSheet.Cell cell) {
        Label value = new Label(cell.value());
        value.getStyleClass().add("figures");
        value.setAccessibleText(line.label() + ", " + model + ": " + cell.value() + " " + cell.band() + " "
                + (cell.best() ? messages.text("compare.best") : "") + cell.note());
        VBox box = new VBox(value);
        box.setAlignment(Pos.CENTER_RIGHT);
        if (cell.best()) {
            value.setGraphic(new FontIcon(MaterialDesignT.TROPHY_OUTLINE));
            value.getStyleClass().add("best");
            value.setTooltip(new Tooltip(messages.text("compare.best")));
        }
        if (!cell.note().isEmpty()) {
            value.setTooltip(new Tooltip(cell.note()));
        }
        if (!cell.band().isEmpty()) {
            Label band = new Label(cell.band());
            band.getStyleClass().addAll("figures", "band");
            band.setMinWidth(USE_PREF_SIZE);
            box.getChildren().add(band);
        }
        return box;
    }
}
