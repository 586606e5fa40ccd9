package studio.latent.app.explore;

import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.explore.LatentSliders.Page;
import studio.latent.app.explore.LatentSliders.Row;
import studio.latent.app.l10n.Messages;

/// Sliders on the latent: leading directions, the others and the raw coordinates behind folds.
final class SlidersSection extends VBox {
    private static final ParameterSlider.Range DEVIATIONS = new ParameterSlider.Range(-4, 4, 0, 0.05);
    private static final ParameterSlider.Range NUMBERS = new ParameterSlider.Range(-6, 6, 0, 0.05);

    private final SectionParts parts;

    SlidersSection(LatentSliders sliders, SectionParts parts) {
        this.parts = parts;
        getStyleClass().add("explore-section");
        Button reset = parts.icon(MaterialDesignR.RESTORE, "explore.directions.reset", sliders::resetAll);
        Label unfitted = new Label(parts.messages().text("explore.directions.unfitted"));
        unfitted.getStyleClass().add("hint");
        unfitted.setWrapText(true);
        unfitted.visibleProperty().bind(sliders.fittedProperty().not());
        unfitted.managedProperty().bind(unfitted.visibleProperty());
        getChildren()
                .addAll(
                        parts.heading("explore.directions", reset),
                        unfitted,
                        rows(sliders.leading(), true),
                        fold("explore.directions.more", sliders.further(), true),
                        fold("explore.coordinates", sliders.raw(), false));
    }

    private TitledPane fold(String key, Page page, boolean directions) {
        VBox content = new VBox(rows(page.rows(), directions), pager(page));
        content.getStyleClass().add("fold");
        TitledPane pane = new TitledPane(parts.messages().text(key), content);
        pane.setId(key.replace('.', '-'));
        pane.setExpanded(false);
        pane.setAnimated(false);
        pane.visibleProperty().bind(page.countProperty().greaterThan(0));
        pane.managedProperty().bind(pane.visibleProperty());
        return pane;
    }

    private HBox pager(Page page) {
        Label where = new Label();
        where.getStyleClass().addAll("hint", "figures");
        Runnable tell = () -> where.setText(parts.messages()
                .text(
                        "explore.page",
                        page.numberProperty().get() + 1,
                        page.countProperty().get()));
        page.numberProperty().subscribe(_ -> tell.run());
        page.countProperty().subscribe(_ -> tell.run());
        Button back = parts.icon(
                MaterialDesignC.CHEVRON_LEFT,
                "explore.page.back",
                () -> page.turnTo(page.numberProperty().get() - 1));
        Button on = parts.icon(
                MaterialDesignC.CHEVRON_RIGHT,
                "explore.page.on",
                () -> page.turnTo(page.numberProperty().get() + 1));
        HBox row = new HBox(back, where, on);
        row.getStyleClass().add("pager");
        row.visibleProperty().bind(page.countProperty().greaterThan(1));
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private VBox rows(ObservableList<Row> rows, boolean directions) {
        return parts.sliders(rows, row -> slider(row, directions), Row::valueProperty);
    }

    private ParameterSlider slider(Row row, boolean direction) {
        Messages messages = parts.messages();
        String label = direction
                ? messages.text("explore.direction", row.index() + 1)
                : messages.text("explore.coordinate", row.index() + 1);
        ParameterSlider slider =
                new ParameterSlider(messages, label, direction ? DEVIATIONS : NUMBERS).withHelp(help(row, direction));
        if (direction) {
            slider.withUnit("σ");
        }
        slider.setId((direction ? "explore-direction-" : "explore-coordinate-") + (row.index() + 1));
        return slider;
    }

    private String help(Row row, boolean direction) {
        Messages messages = parts.messages();
        if (!direction) {
            return messages.text("explore.coordinate.help");
        }
        return row.share() > 0
                ? messages.text("explore.direction.share", messages.number(100 * row.share(), 1))
                : messages.text("explore.direction.help");
    }
}
