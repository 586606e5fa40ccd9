package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.model.Latent;

/// The images from which a direction is built: those to choose from, those on the plus side and those on the
/// minus side.
///
/// Each model has sides of its own.
public final class DirectionSides {
    /// Where an image is put.
    public enum Side {
        PLUS,
        MINUS
    }

    /// Images to choose from.
    static final int CANDIDATES = 16;

    private final Session session;
    private final SidePictures pictures;
    private final PinImages images;
    private final SeedViewModel seeds;
    private final ObservableList<Pin> candidates = FXCollections.observableArrayList();
    private final Map<Side, ObservableList<Pin>> sides = new EnumMap<>(Side.class);
    private final Map<LatentSpace, Map<Side, List<Pin>>> left = new HashMap<>();
    private final ReadOnlyBooleanWrapper styled = new ReadOnlyBooleanWrapper();
    private LatentSpace space = LatentSpace.NONE;

    /// @param pictures own ones on their way here
    /// @param seeds draws images to choose from, by the prior and temperature that the bench is set to
    DirectionSides(Session session, SidePictures pictures, PinImages images, SeedViewModel seeds) {
        this.session = session;
        this.pictures = pictures;
        this.images = images;
        this.seeds = seeds;
        for (Side side : Side.values()) {
            sides.put(side, FXCollections.observableArrayList());
        }
        pictures.onArrival((side, state) -> put(side, images.pin(state)));
        session.modelProperty().subscribe(this::modelChanged);
    }

    /// Own pictures on their way to a side.
    public SidePictures pictures() {
        return pictures;
    }

    /// Whether the model on the bench has styles, which lie on no side.
    public ReadOnlyBooleanProperty styledProperty() {
        return styled.getReadOnlyProperty();
    }

    public ObservableList<Pin> candidates() {
        return candidates;
    }

    public ObservableList<Pin> on(Side side) {
        return Objects.requireNonNull(sides.get(side));
    }

    /// Images of other seeds to choose from.
    public void roll() {
        List<Pin> fresh = new ArrayList<>();
        for (int i = 0; i < CANDIDATES; i++) {
            seeds.stateOf(seeds.roll()).ifPresent(state -> fresh.add(images.unseen(state)));
        }
        candidates.setAll(fresh);
        images.decode(fresh);
    }

    /// Puts an image on a side; it leaves the images to choose from and the other side.
    public void put(Side side, Pin pin) {
        for (Side each : Side.values()) {
            on(each).remove(pin);
        }
        candidates.remove(pin);
        on(side).add(pin);
    }

    /// Puts what is under the hand on a side: the image of its latent, with its own styles.
    public void putCurrent(Side side) {
        LatentState state = session.stateProperty().get();
        if (state != null) {
            Rendering rendering = state.rendering();
            put(side, images.pin(state.renderedBy(rendering == null ? null : rendering.shiftedBy(null))));
        }
    }

    /// Puts the images of files on a side, in this order, as their latents are found.
    public void putFiles(Side side, List<Path> files) {
        pictures.add(side, files);
    }

    /// Takes an image off a side; it comes back to those to choose from.
    public void remove(Side side, Pin pin) {
        if (on(side).remove(pin)) {
            candidates.addFirst(pin);
        }
    }

    public void clear() {
        pictures.cancel();
        sides.values().forEach(List::clear);
    }

    List<Latent> latents(Side side) {
        return on(side).stream().map(pin -> pin.state().latent()).toList();
    }

    private void modelChanged() {
        OpenModel model = session.modelProperty().get();
        pictures.cancel();
        styled.set(model != null && model.styleDimension() > 0);
        LatentSpace next = LatentSpace.of(model);
        if (!next.equals(space)) {
            Map<Side, List<Pin>> held = new EnumMap<>(Side.class);
            sides.forEach((side, pins) -> held.put(side, List.copyOf(pins)));
            left.put(space, held);
            space = next;
            Map<Side, List<Pin>> then = left.getOrDefault(next, Map.of());
            sides.forEach((side, pins) -> pins.setAll(then.getOrDefault(side, List.of())));
            candidates.clear();
        }
    }
}
