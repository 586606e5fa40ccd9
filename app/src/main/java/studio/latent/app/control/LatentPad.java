package studio.latent.app.control;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import studio.latent.app.l10n.Messages;

/// A square between four corners with a handle in it: where it lies says how much of each corner is mixed in.
///
/// Drag, or arrow keys (0.01; with Shift 0.1); Home and a double click go to the middle.
///
/// **Units** `u` runs to the right and `v` down, both in [0, 1]: (0, 0) is the first corner, (1, 0) the second, (0, 1)
/// the third, (1, 1) the fourth.
public final class LatentPad extends Control {
    /// How many corners there are.
    public static final int CORNERS = 4;

    private final Messages messages;
    private final DoubleProperty u = new Share("u");
    private final DoubleProperty v = new Share("v");
    private final ReadOnlyBooleanWrapper changing = new ReadOnlyBooleanWrapper(this, "changing", false);
    private final CornerProperty[] corners = new CornerProperty[CORNERS];

    public LatentPad(Messages messages) {
        this.messages = messages;
        for (int i = 0; i < CORNERS; i++) {
            corners[i] = new CornerProperty("corner" + i);
        }
        getStyleClass().add("latent-pad");
        setAccessibleRole(AccessibleRole.SLIDER);
        setAccessibleText(messages.text("control.pad"));
        setAccessibleHelp(messages.text("control.pad.keys"));
        setFocusTraversable(true);
    }

    public DoubleProperty uProperty() {
        return u;
    }

    public DoubleProperty vProperty() {
        return v;
    }

    /// Moves the handle; what lies outside the square is moved to its edge.
    public void moveTo(double newU, double newV) {
        u.set(newU);
        v.set(newV);
    }

    /// What lies at a corner: 0 top left, 1 top right, 2 bottom left, 3 bottom right.
    public ObjectProperty<PadCorner> cornerProperty(int corner) {
        return corners[corner];
    }

    /// True while the mouse holds the handle.
    public ReadOnlyBooleanProperty changingProperty() {
        return changing.getReadOnlyProperty();
    }

    /// Share of a corner at the handle, bilinear; the four add up to 1.
    public double weight(int corner) {
        double along = corner % 2 == 0 ? 1 - u.get() : u.get();
        double down = corner < 2 ? 1 - v.get() : v.get();
        return along * down;
    }

    ReadOnlyBooleanWrapper changingWrapper() {
        return changing;
    }

    Messages messages() {
        return messages;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new LatentPadSkin(this);
    }

    private final class Share extends SimpleDoubleProperty {
        Share(String name) {
            super(LatentPad.this, name, 0.5);
        }

        @Override
        public void set(double wanted) {
            super.set(Double.isNaN(wanted) ? 0.5 : Math.clamp(wanted, 0, 1));
        }
    }

    private final class CornerProperty extends SimpleObjectProperty<PadCorner> {
        CornerProperty(String name) {
            super(LatentPad.this, name, PadCorner.EMPTY);
        }
    }
}
