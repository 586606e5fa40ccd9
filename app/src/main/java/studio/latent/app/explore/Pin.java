package studio.latent.app.explore;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.engine.image.Raster;

/// A latent kept on the film strip, with its image once that is decoded.
public final class Pin {
    private final LatentState state;
    private final String label;
    private final ObjectProperty<@Nullable Raster> image = new SimpleObjectProperty<>();

    Pin(LatentState state, String label) {
        this.label = label;
        this.state = state;
    }

    /// How the latent came to be, in a few words.
    public String label() {
        return label;
    }

    LatentState state() {
        return state;
    }

    void image(Raster raster) {
        image.set(raster);
    }

    public ReadOnlyObjectProperty<@Nullable Raster> imageProperty() {
        return image;
    }
}
