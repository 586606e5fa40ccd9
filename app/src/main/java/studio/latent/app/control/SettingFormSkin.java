package studio.latent.app.control;

import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// A grid: name, editor, unit, reset; faults below their row, headings between groups.
final class SettingFormSkin extends SkinBase<SettingForm> {
    private static final int COLUMNS = 4;

    private final GridPane grid = new GridPane();

    SettingFormSkin(SettingForm form) {
        super(form);
        grid.getStyleClass().add("grid");
        for (int i = 0; i < COLUMNS; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setHgrow(i == 1 ? Priority.ALWAYS : Priority.NEVER);
            if (i == 0) {
                column.setMinWidth(Region.USE_PREF_SIZE);
            }
            grid.getColumnConstraints().add(column);
        }
        getChildren().add(grid);
        form.watch(this::rebuild);
        rebuild();
    }

    @Override
    public void dispose() {
        getSkinnable().watch(() -> {});
        super.dispose();
    }

    private void rebuild() {
        grid.getChildren().clear();
        int row = 0;
        String group = "";
        for (FormField field : getSkinnable().fields()) {
            if (!field.spec().group().equals(group)) {
                group = field.spec().group();
                Label heading = new Label(group);
                heading.getStyleClass().add("group");
                grid.add(heading, 0, row++, COLUMNS, 1);
            }
            grid.addRow(row++, field.name(), field.editor(), field.unit(), field.resetButton());
            grid.add(field.fault(), 1, row++, COLUMNS - 1, 1);
        }
    }
}
