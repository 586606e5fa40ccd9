package studio.latent.app.explore;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import studio.latent.engine.model.SampleShape;

/// A layer with a style, and whether it is chosen for something.
public final class StyleLayer {
    private final int index;
    private final SampleShape shape;
    private final BooleanProperty chosen;

    StyleLayer(int index, SampleShape shape, boolean chosen) {
        this.index = index;
        this.shape = shape;
        this.chosen = new SimpleBooleanProperty(chosen);
    }

    /// From 0 for the coarsest.
    public int index() {
        return index;
    }

    public int width() {
        return shape.width();
    }

    public int height() {
        return shape.height();
    }

    public BooleanProperty chosenProperty() {
        return chosen;
    }

    boolean isChosen() {
        return chosen.get();
    }

    void choose(boolean now) {
        chosen.set(now);
    }
}
