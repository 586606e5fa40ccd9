package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;
import studio.latent.engine.OpenModel;
import studio.latent.engine.edit.LatentArithmetic;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;

/// The arithmetic bench: what some images have and others lack is added to one. Under the hand comes
/// z = A + s · (ΣC − ΣB).
///
/// Each change of a slot that changes the image is one gesture; going back to it brings the slots back, too. Each
/// model has slots of its own.
public final class ArithmeticViewModel {
    /// Where latents are put.
    public enum Slot {
        /// A, one latent: what is moved.
        BASE,
        /// B, any number: what is taken away.
        MINUS,
        /// C, any number: what is added.
        PLUS
    }

    /// **Units** s is in [0, this].
    public static final double MOST = 2;

    private record Contents(Map<Slot, List<Pin>> pins, double strength) {
        static final Contents NOTHING = new Contents(Map.of(), 1);

        List<Pin> in(Slot slot) {
            return pins.getOrDefault(slot, List.of());
        }
    }

    private final Session session;
    private final ImageEncoder encoder;
    private final Consumer<Throwable> trouble;
    private final PinImages images;
    private final Map<Slot, ObservableList<Pin>> slots = new EnumMap<>(Slot.class);
    private final Map<Slot, ObservableList<Pin>> views = new EnumMap<>(Slot.class);
    private final DoubleProperty strength = new SimpleDoubleProperty(1);
    private final ReadOnlyBooleanWrapper usable = new ReadOnlyBooleanWrapper();
    private final Map<LatentSpace, Contents> left = new HashMap<>();
    /// Node of the undo tree → the slots that made it.
    private final Map<Integer, Contents> made = new HashMap<>();

    private LatentSpace space = LatentSpace.NONE;
    /// While the slots are being set by this class itself: nothing follows them.
    private boolean settling;

    ArithmeticViewModel(Session session, ImageEncoder encoder, PinImages images, Consumer<Throwable> trouble) {
        this.trouble = trouble;
        this.session = session;
        this.encoder = encoder;
        this.images = images;
        for (Slot slot : Slot.values()) {
            ObservableList<Pin> pins = FXCollections.observableArrayList();
            slots.put(slot, pins);
            views.put(slot, FXCollections.unmodifiableObservableList(pins));
        }
        strength.subscribe((_, _) -> {
            if (!settling && usable.get()) {
                show();
            }
        });
        session.modelProperty().subscribe(this::modelChanged);
        session.stateProperty().subscribe(this::stateChanged);
        session.tree().currentProperty().subscribe((_, node) -> {
            if (node != null && isUnderHand(node)) {
                made.putIfAbsent(node.id(), contents());
            }
        });
    }

    /// What is in a slot, in the order in which it was put there; read only.
    public ObservableList<Pin> pins(Slot slot) {
        return views.getOrDefault(slot, FXCollections.emptyObservableList());
    }

    /// s, in [0, [#MOST]]. Setting it moves the latent.
    public DoubleProperty strengthProperty() {
        return strength;
    }

    /// Whether there is something to reckon with: A, and B or C.
    public ReadOnlyBooleanProperty usableProperty() {
        return usable.getReadOnlyProperty();
    }

    /// One gesture: puts what is under the hand into a slot.
    public void putCurrent(Slot slot) {
        LatentState state = session.stateProperty().get();
        if (state != null) {
            put(slot, images.pin(state));
        }
    }

    /// One gesture: puts a pinned image into a slot. In A it takes the place of what was there.
    public void put(Slot slot, Pin pin) {
        session.rest();
        if (slot == Slot.BASE) {
            in(slot).setAll(List.of(pin));
        } else {
            in(slot).add(pin);
        }
        changed(true);
    }

    /// One gesture, once the file is encoded: puts its image into a slot.
    public void putFile(Slot slot, Path file) {
        encoder.findLatent(file, outcome -> {
            switch (outcome) {
                case Outcome.Completed<LatentState>(LatentState state) -> put(slot, images.pin(state));
                case Outcome.Cancelled<LatentState> _ -> {}
                case Outcome.Failed<LatentState>(Throwable cause) -> trouble.accept(cause);
            }
        });
    }

    /// One gesture: takes out what was put into a slot last.
    public void removeLast(Slot slot) {
        if (!in(slot).isEmpty()) {
            session.rest();
            in(slot).removeLast();
            changed(false);
        }
    }

    /// One gesture: empties a slot.
    public void clear(Slot slot) {
        if (!in(slot).isEmpty()) {
            session.rest();
            in(slot).clear();
            changed(false);
        }
    }

    /// Decodes the slots' images again: the model has new weights.
    void refresh() {
        images.decode(slots.values().stream().flatMap(List::stream).toList());
    }

    private ObservableList<Pin> in(Slot slot) {
        ObservableList<Pin> pins = slots.get(slot);
        if (pins == null) {
            throw new IllegalStateException("slots: each must have its list, got none for " + slot);
        }
        return pins;
    }

    /// The slots have changed by hand. The image follows what is put in as soon as there is something to reckon with,
    /// and what is taken out only where it is a result itself.
    private void changed(boolean putIn) {
        usable.set(isComplete());
        if (in(Slot.BASE).isEmpty() || !(isUnderHand() || (putIn && usable.get()))) {
            return;
        }
        show();
        session.rest();
        UndoTree.Node at = session.tree().currentProperty().get();
        if (at != null) {
            made.put(at.id(), contents()); // no new node where the latent stays the same, at s = 0
        }
    }

    private boolean isComplete() {
        return !in(Slot.BASE).isEmpty()
                && !(in(Slot.MINUS).isEmpty() && in(Slot.PLUS).isEmpty());
    }

    private void show() {
        OpenModel model = session.modelProperty().get();
        if (model == null || in(Slot.BASE).isEmpty()) {
            return;
        }
        settling = true;
        Latent latent = result(pin -> pin.state().latent());
        session.show(new LatentState(model.card().name(), latent, new Origin.Arithmetic(), rendering(model)));
        settling = false;
    }

    private Latent result(Function<Pin, Latent> points) {
        Latent base = points.apply(in(Slot.BASE).getFirst());
        List<Latent> plus = in(Slot.PLUS).stream().map(points).toList();
        List<Latent> minus = in(Slot.MINUS).stream().map(points).toList();
        return plus.isEmpty() && minus.isEmpty()
                ? base
                : LatentArithmetic.move(
                        base, LatentArithmetic.combine(plus, minus, 1), Math.clamp(strength.get(), 0, MOST));
    }

    /// How the result is made: as the image under the hand, but for the shifts, which are reckoned with like the
    /// latents.
    private @Nullable Rendering rendering(OpenModel model) {
        Rendering now = session.renderingProperty().get();
        boolean shifted = slots.values().stream().flatMap(List::stream).anyMatch(pin -> shift(pin) != null);
        if (now == null || !shifted) {
            return now == null ? null : now.shiftedBy(null);
        }
        double amount = Math.clamp(strength.get(), 0, MOST);
        return now.shiftedBy(DecoderShift.weighted(
                List.of(
                        shift(in(Slot.BASE).subList(0, 1), model),
                        shift(in(Slot.PLUS), model),
                        shift(in(Slot.MINUS), model)),
                1,
                amount,
                -amount));
    }

    /// The sum of what pins are moved by.
    private static DecoderShift shift(List<? extends Pin> pins, OpenModel model) {
        List<DecoderShift> parts = pins.stream()
                .map(ArithmeticViewModel::shift)
                .map(shift -> model.shiftOr(model.fits(shift) ? shift : null))
                .toList();
        double[] once = new double[parts.size()];
        Arrays.fill(once, 1);
        return DecoderShift.weighted(parts, once);
    }

    private static @Nullable DecoderShift shift(Pin pin) {
        return pin.state().renderingOrUsual().shift();
    }

    private boolean isUnderHand() {
        LatentState state = session.stateProperty().get();
        return state != null && state.origin() instanceof Origin.Arithmetic;
    }

    private boolean isUnderHand(UndoTree.Node node) {
        return isUnderHand() && node.state().equals(session.stateProperty().get());
    }

    private Contents contents() {
        Map<Slot, List<Pin>> pins = new EnumMap<>(Slot.class);
        slots.forEach((slot, list) -> pins.put(slot, List.copyOf(list)));
        return new Contents(pins, strength.get());
    }

    private void settle(Contents contents) {
        settling = true;
        for (Slot slot : Slot.values()) {
            if (!in(slot).equals(contents.in(slot))) {
                in(slot).setAll(contents.in(slot));
            }
        }
        strength.set(contents.strength());
        settling = false;
        usable.set(isComplete());
    }

    private void modelChanged() {
        LatentSpace next = LatentSpace.of(session.modelProperty().get());
        if (!next.equals(space)) {
            left.put(space, contents());
            space = next;
            settle(left.getOrDefault(next, Contents.NOTHING));
        }
        refresh(); // the weights may be others under the same name
    }

    /// A gesture of this bench has come back: its slots do, too.
    private void stateChanged() {
        UndoTree.Node at = session.tree().currentProperty().get();
        if (!settling && at != null && isUnderHand(at)) {
            Contents then = made.get(at.id());
            if (then != null) {
                settle(then);
                refresh();
            }
        }
    }
}
