package studio.latent.app.explore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.edit.LatentPath;
import studio.latent.engine.edit.PathSegment;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.model.Latent;

/// The film strip: images pinned in a row, and the way from one to the next.
///
/// Each model has its own strip; another model's comes back with that model. One of the same name but another
/// latent dimension is another model.
public final class PathViewModel {
    /// How the latents between two pins are found.
    public enum Kind {
        LERP,
        SLERP,
        SPLINE;

        LatentPath path(boolean loop) {
            return switch (this) {
                case LERP -> new LatentPath.Lerp(loop);
                case SLERP -> new LatentPath.Slerp(loop);
                case SPLINE -> new LatentPath.Spline(loop);
            };
        }
    }

    private final Session session;
    private final PinImages images;
    private final Map<LatentSpace, List<Pin>> strips = new HashMap<>();
    private final ObservableList<Pin> pins = FXCollections.observableArrayList();
    private final ObservableList<Pin> pinsView = FXCollections.unmodifiableObservableList(pins);
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.SLERP);
    private final BooleanProperty loop = new SimpleBooleanProperty();
    private final BooleanProperty playing = new SimpleBooleanProperty();
    private final DoubleProperty position = new SimpleDoubleProperty();
    private final DoubleProperty secondsPerPin = new SimpleDoubleProperty(1.5);
    private final ReadOnlyBooleanWrapper usable = new ReadOnlyBooleanWrapper();
    private LatentSpace space = LatentSpace.NONE;
    private double direction = 1;

    PathViewModel(Session session, PinImages images) {
        this.session = session;
        this.images = images;
        usable.bind(Bindings.size(pins).greaterThanOrEqualTo(2));
        position.subscribe((_, _) -> move());
        kind.subscribe((_, _) -> follow());
        loop.subscribe((_, _) -> follow());
        pins.addListener((ListChangeListener<Pin>) _ -> {
            if (pins.size() < 2) {
                playing.set(false);
            }
        });
        session.modelProperty().subscribe(this::changeStrip);
    }

    public ObservableList<Pin> pins() {
        return pinsView;
    }

    public ObjectProperty<Kind> kindProperty() {
        return kind;
    }

    /// Whether the path goes on from the last pin back to the first.
    public BooleanProperty loopProperty() {
        return loop;
    }

    /// Position on the path, in [0, 1]. Setting it moves the latent.
    public DoubleProperty positionProperty() {
        return position;
    }

    /// Whether the position moves by itself ([#tick(double)]).
    public BooleanProperty playingProperty() {
        return playing;
    }

    /// **Units** seconds from one pin to the next, in [0.2, 20].
    public DoubleProperty secondsPerPinProperty() {
        return secondsPerPin;
    }

    /// Whether there are pins enough for a path.
    public ReadOnlyBooleanProperty usableProperty() {
        return usable.getReadOnlyProperty();
    }

    /// Puts what is under the hand at the end of the strip.
    public void pinCurrent() {
        LatentState state = session.stateProperty().get();
        if (state != null) {
            session.rest();
            pins.add(images.pin(state));
        }
    }

    public void remove(int index) {
        pins.remove(index);
    }

    /// Moves a pin to another place in the row.
    public void reorder(int from, int to) {
        if (from != to) {
            pins.add(to, pins.remove(from));
        }
    }

    /// One gesture: shows a pin as it was pinned.
    public void recall(int index) {
        session.record(pins.get(index).state());
    }

    /// Moves on by `seconds` while playing: round and round on a loop, else to and fro.
    public void tick(double seconds) {
        if (!playing.get() || !usable.get()) {
            return;
        }
        int segments = loop.get() ? pins.size() : pins.size() - 1;
        double step = seconds / (segments * Math.clamp(secondsPerPin.get(), 0.2, 20));
        direction = loop.get() ? 1 : direction;
        double next = position.get() + direction * step;
        if (loop.get()) {
            next = next % 1;
        } else if (next >= 1 || next <= 0) {
            direction = next >= 1 ? -1 : 1;
            next = Math.clamp(next, 0, 1);
        }
        position.set(next);
    }

    /// Decodes the strip's images again: the model has new weights.
    void refresh() {
        images.decode(List.copyOf(pins));
    }

    /// The shape of the path has changed: the image follows only if it is one of the path.
    private void follow() {
        LatentState state = session.stateProperty().get();
        if (state != null && state.origin() instanceof Origin.Path) {
            move();
            session.rest();
        }
    }

    private void move() {
        OpenModel model = session.modelProperty().get();
        if (model == null || !usable.get()) {
            return;
        }
        List<Latent> points = pins.stream().map(pin -> pin.state().latent()).toList();
        double t = Math.clamp(position.get(), 0, 1);
        Latent latent = kind.get().path(loop.get()).at(points, t);
        session.show(new LatentState(model.card().name(), latent, new Origin.Path(), rendering(t)));
    }

    /// How the image of a point of the path is made: between the ways of its two pins.
    private @Nullable Rendering rendering(double t) {
        PathSegment segment = PathSegment.locate(pins.size(), loop.get(), t);
        Rendering from = pins.get(segment.from()).state().rendering();
        Rendering to = pins.get(segment.to()).state().rendering();
        return from == null || to == null ? null : from.toward(to, segment.fraction());
    }

    private void changeStrip() {
        LatentSpace next = LatentSpace.of(session.modelProperty().get());
        if (!next.equals(space)) {
            strips.put(space, List.copyOf(pins));
            space = next;
            playing.set(false);
            pins.setAll(strips.getOrDefault(next, List.of()));
        }
        refresh(); // the weights may be others under the same name
    }
}
