package studio.latent.app.control;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Control;
import javafx.scene.control.Skin;
import org.jspecify.annotations.Nullable;
import studio.latent.app.l10n.Messages;

/// A number under the hand: name, slider, and a field that takes the exact value.
///
/// A double click on the name or the track, and Delete on the slider, bring the default back. Arrow keys go by one
/// step, page keys by ten. The value is always a multiple of the step from the minimum or an exact entry, within
/// the range.
public final class ParameterSlider extends Control {
    /// What a slider may be set to.
    ///
    /// @param min smallest value
    /// @param max largest value, above `min`
    /// @param initial default value, in `[min, max]`
    /// @param step what one arrow key adds, above 0
    public record Range(double min, double max, double initial, double step) {
        public Range {
            if (!(min < max)) {
                throw new IllegalArgumentException("max must be above min, got " + min + " and " + max);
            }
            if (!(initial >= min && initial <= max)) {
                throw new IllegalArgumentException("initial must be in [" + min + ", " + max + "], got " + initial);
            }
            if (!(step > 0)) {
                throw new IllegalArgumentException("step must be above 0, got " + step);
            }
        }
    }

    private final Messages messages;
    private final Range range;
    private double trackEnd;
    private final StringProperty label = new SimpleStringProperty(this, "label", "");
    private final StringProperty help = new SimpleStringProperty(this, "help", "");
    private final StringProperty unit = new SimpleStringProperty(this, "unit", "");
    private final ObjectProperty<@Nullable Node> graphic = new SimpleObjectProperty<>(this, "graphic");
    private final ReadOnlyBooleanWrapper changing = new ReadOnlyBooleanWrapper(this, "changing", false);
    private final DoubleProperty value = new SimpleDoubleProperty(this, "value") {
        @Override
        public void set(double wanted) {
            super.set(Double.isNaN(wanted) ? range.initial() : Math.clamp(wanted, range.min(), range.max()));
        }
    };

    public ParameterSlider(Messages messages, String label, Range range) {
        this.messages = messages;
        this.range = range;
        this.trackEnd = range.max();
        this.label.set(label);
        getStyleClass().add("parameter-slider");
        setAccessibleRole(AccessibleRole.PARENT);
        setFocusTraversable(false);
        value.set(range.initial());
    }

    /// With the sentence that says what the number does, as tooltip and for screen readers.
    public ParameterSlider withHelp(String sentence) {
        help.set(sentence);
        return this;
    }

    /// With the unit behind the number.
    public ParameterSlider withUnit(String name) {
        unit.set(name);
        return this;
    }

    /// With a small picture beside the name.
    public ParameterSlider withGraphic(Node picture) {
        graphic.set(picture);
        return this;
    }

    /// With a track that ends before the range does: what lies beyond is for the field.
    ///
    /// @param end in (`min`, `max`]
    public ParameterSlider withTrackTo(double end) {
        if (!(end > range.min() && end <= range.max())) {
            throw new IllegalArgumentException("end must be in (" + range.min() + ", " + range.max() + "], got " + end);
        }
        trackEnd = end;
        return this;
    }

    public Range range() {
        return range;
    }

    double trackEnd() {
        return trackEnd;
    }

    /// The number; what is set outside the range is moved to its nearer end.
    public DoubleProperty valueProperty() {
        return value;
    }

    public double getValue() {
        return value.get();
    }

    public void setValue(double wanted) {
        value.set(wanted);
    }

    /// Brings the default back.
    public void reset() {
        value.set(range.initial());
    }

    public StringProperty labelProperty() {
        return label;
    }

    public ObjectProperty<@Nullable Node> graphicProperty() {
        return graphic;
    }

    public StringProperty helpProperty() {
        return help;
    }

    public StringProperty unitProperty() {
        return unit;
    }

    /// True while the mouse holds the thumb: a good moment to show previews and not to record an undo step.
    public ReadOnlyBooleanProperty changingProperty() {
        return changing.getReadOnlyProperty();
    }

    ReadOnlyBooleanWrapper changingWrapper() {
        return changing;
    }

    Messages messages() {
        return messages;
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new ParameterSliderSkin(this);
    }
}
