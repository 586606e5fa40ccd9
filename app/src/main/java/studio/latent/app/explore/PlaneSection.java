package studio.latent.app.explore;

import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import studio.latent.app.control.LatentPad;
import studio.latent.app.control.PadCorner;
import studio.latent.app.l10n.Messages;

/// The square between four seeds.
final class PlaneSection extends VBox {
    private static final String[] CORNER_KEYS = {
        "explore.plane.topLeft", "explore.plane.topRight", "explore.plane.bottomLeft", "explore.plane.bottomRight"
    };

    /// **Units** pixels.
    private static final double SIDE = 216;

    private final ExploreViewModel explore;
    private final SectionParts parts;

    PlaneSection(ExploreViewModel explore, SectionParts parts) {
        this.explore = explore;
        this.parts = parts;
        getStyleClass().add("explore-section");
        Button all = parts.icon(MaterialDesignD.DICE_4_OUTLINE, "explore.plane.roll", this::rollAll);
        getChildren().addAll(parts.heading("explore.plane", corners(), all), new StackPane(pad()));
    }

    private void rollAll() {
        for (int i = 0; i < SeedPlaneViewModel.CORNERS; i++) {
            explore.rollCorner(i);
        }
    }

    private MenuButton corners() {
        Messages messages = parts.messages();
        MenuButton menu = new MenuButton();
        menu.setGraphic(new FontIcon(MaterialDesignD.DICE_3_OUTLINE));
        menu.getStyleClass().addAll("button-icon", "flat", "no-arrow");
        menu.setAccessibleText(messages.text("explore.plane.corner"));
        menu.setTooltip(new Tooltip(messages.text("explore.plane.corner")));
        for (int i = 0; i < SeedPlaneViewModel.CORNERS; i++) {
            int corner = i;
            MenuItem item = new MenuItem(messages.text(CORNER_KEYS[i]));
            item.setOnAction(_ -> explore.rollCorner(corner));
            menu.getItems().add(item);
        }
        return menu;
    }

    private LatentPad pad() {
        SeedPlaneViewModel plane = explore.plane();
        LatentPad pad = new LatentPad(parts.messages());
        pad.setId("explore-plane");
        pad.setMaxWidth(SIDE);
        pad.setPrefWidth(SIDE);
        pad.uProperty().bindBidirectional(plane.acrossProperty());
        pad.vProperty().bindBidirectional(plane.downProperty());
        for (int i = 0; i < SeedPlaneViewModel.CORNERS; i++) {
            int corner = i;
            plane.seedProperty(corner).subscribe(() -> dress(pad, corner));
            plane.thumbnailProperty(corner).subscribe(() -> dress(pad, corner));
        }
        pad.changingProperty().subscribe((_, changing) -> {
            if (!changing) {
                parts.restNow();
            }
        });
        pad.uProperty().subscribe((_, _) -> moved(pad));
        pad.vProperty().subscribe((_, _) -> moved(pad));
        return pad;
    }

    private void moved(LatentPad pad) {
        if (!pad.changingProperty().get()) {
            parts.restSoon();
        }
    }

    private void dress(LatentPad pad, int corner) {
        SeedPlaneViewModel plane = explore.plane();
        pad.cornerProperty(corner)
                .set(new PadCorner(
                        Long.toString(plane.seedProperty(corner).get()),
                        plane.thumbnailProperty(corner).get()));
    }
}
