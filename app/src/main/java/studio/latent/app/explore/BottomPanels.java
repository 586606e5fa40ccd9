package studio.latent.app.explore;

import java.util.List;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.BooleanProperty;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What lies below the image: the film strip and the arithmetic bench, or one of the panels that take their place.
final class BottomPanels extends VBox {
    BottomPanels(ExploreViewModel explore, SectionParts parts) {
        FilmSection film = new FilmSection(explore.path(), parts);
        HBox.setHgrow(film, Priority.ALWAYS);
        HBox bottom = new HBox(
                film, new ArithmeticSection(explore.arithmetic(), explore.path().pins(), parts));
        bottom.getStyleClass().add("bottom");
        List<BooleanProperty> panels = List.of(
                explore.trajectory().shownProperty(),
                explore.directionStudio().shownProperty(),
                explore.style().grid().shownProperty(),
                explore.layers().shownProperty());
        BooleanExpression any = panels.getFirst();
        for (BooleanProperty panel : panels) {
            any = any.or(panel);
            panel.subscribe(shown -> {
                if (shown) {
                    panels.stream().filter(other -> !other.equals(panel)).forEach(other -> other.set(false));
                }
            });
        }
        bottom.visibleProperty().bind(any.not());
        bottom.managedProperty().bind(bottom.visibleProperty());
        explore.sampling().offeredProperty().subscribe(offered -> {
            if (!offered) {
                explore.trajectory().shownProperty().set(false);
            } else {
                explore.directionStudio().shownProperty().set(false); // noise has no directions
            }
        });
        getChildren()
                .addAll(
                        new TrajectorySection(explore.trajectory(), explore.sampling(), parts),
                        new DirectionStudioSection(explore.directionStudio(), parts),
                        new MixGridSection(explore.style().grid(), parts),
                        new LayersSection(explore.layers(), parts),
                        bottom);
    }
}
