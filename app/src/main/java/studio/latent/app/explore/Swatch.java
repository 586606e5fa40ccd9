package studio.latent.app.explore;

import java.util.Optional;
import javafx.scene.layout.Region;

/// A small square of a colour.
final class Swatch extends Region {
    Swatch(Shade shade) {
        getStyleClass().add("swatch");
        setStyle("-fx-background-color: " + shade.code() + ";");
    }

    /// The square of a value that is a colour.
    static Optional<Swatch> of(AttributeValue value) {
        return value.kind() == AttributeValue.Kind.COLOUR
                ? Optional.of(new Swatch(new Shade(value.name())))
                : Optional.empty();
    }
}
