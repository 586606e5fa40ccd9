package studio.latent.app.explore;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.Session;
import studio.latent.engine.DirectionRequest;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.model.Capability;

/// What direction is looked for: from what, and how.
public final class DirectionWish {
    private static final long SEED = 1;
    private static final double DISENTANGLING = 1;

    /// Directions that are found at once where nobody says what for.
    private static final int UNLABELLED = 12;

    /// What a direction is made from.
    public enum Source {
        /// Two sides of images.
        SIDES,
        /// An attribute of a data set.
        ATTRIBUTE,
        /// The model alone: what varies most in it.
        MODEL
    }

    private final DirectionSides sides;
    private final DirectionData data;
    private final DirectionPlaceChoice place;
    private final ReadOnlyBooleanWrapper quick = new ReadOnlyBooleanWrapper(true);
    private final ObjectProperty<Source> source = new SimpleObjectProperty<>(Source.SIDES);
    private final BooleanProperty disentangled = new SimpleBooleanProperty();
    private final ObservableList<String> methods = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable LayerChoice> layer = new SimpleObjectProperty<>();
    private final StringProperty method = new SimpleStringProperty(id(DirectionMethod.MEAN_DIFFERENCE));

    DirectionWish(Session session, DirectionSides sides, DirectionData data) {
        this.sides = sides;
        this.data = data;
        place = new DirectionPlaceChoice(session);
        session.modelProperty().subscribe(model -> {
            quick.set(model == null || !model.card().capabilities().contains(Capability.DENOISES));
            offerMethods();
            List<LayerChoice> layers = place.mapLayers();
            layer.set(layers.isEmpty() ? null : layers.getFirst());
        });
        source.subscribe(this::sourceChanged);
        place.spaceProperty().subscribe(this::spaceChanged);
    }

    /// Only for an attribute it is known what else changes.
    private void sourceChanged(Source now) {
        DirectionSpace space = place.spaceProperty().get();
        if (now != Source.ATTRIBUTE && (space == DirectionSpace.W_PLUS || space == DirectionSpace.FEATURE_MAPS)) {
            place.spaceProperty().set(place.styledProperty().get() ? DirectionSpace.W : DirectionSpace.Z);
        }
        offerMethods();
    }

    /// What else changes differs from layer to layer.
    private void spaceChanged(DirectionSpace now) {
        if (now == DirectionSpace.W_PLUS) {
            disentangled.set(true);
        }
        offerMethods();
    }

    private static String id(DirectionMethod method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void offerMethods() {
        List<String> fitting = Arrays.stream(DirectionMethod.values())
                .filter(this::fits)
                .map(DirectionWish::id)
                .toList();
        // none while the source has changed and the place has not yet
        if (!fitting.isEmpty() && !methods.equals(fitting)) {
            List<String> usual = List.of(id(DirectionMethod.MEAN_DIFFERENCE), id(DirectionMethod.WEIGHT_FACTOR));
            String chosen = fitting.contains(method.get())
                    ? method.get()
                    : usual.stream().filter(fitting::contains).findFirst().orElse(fitting.getFirst());
            methods.setAll(fitting);
            method.set(chosen);
        }
    }

    private boolean fits(DirectionMethod each) {
        DirectionSpace space = place.spaceProperty().get();
        return each.findsIn(space)
                && (quick.get() || each != DirectionMethod.MEAN_CHANGE)
                && switch (source.get()) {
                    case SIDES -> each.tellsSidesApart();
                    case ATTRIBUTE -> each.isOfAttributes();
                    case MODEL -> !each.isOfAttributes();
                };
    }

    public ObjectProperty<Source> sourceProperty() {
        return source;
    }

    public DirectionSides sides() {
        return sides;
    }

    public DirectionData data() {
        return data;
    }

    /// Whether the direction of an attribute is turned to where less changes besides.
    public BooleanProperty disentangledProperty() {
        return disentangled;
    }

    /// In which space, and for which layers.
    public DirectionPlaceChoice place() {
        return place;
    }

    /// Whether a direction can be disentangled: images are made in one step, and the other attributes are not held
    /// anyway.
    public BooleanBinding disentangles() {
        return quick.and(holdsOthers().not());
    }

    /// Ways to find a direction from the source that is chosen, by name.
    public ObservableList<String> methods() {
        return methods;
    }

    /// One of [#methods()].
    public StringProperty methodProperty() {
        return method;
    }

    /// The layer whose components are found, one of those of the place; null for a model that shows none.
    public ObjectProperty<@Nullable LayerChoice> layerProperty() {
        return layer;
    }

    /// Whether all other attributes are held anyway, so that there is nothing to leave out or to turn away from.
    public BooleanBinding holdsOthers() {
        return place.spaceProperty().isEqualTo(DirectionSpace.FEATURE_MAPS);
    }

    /// Whether the method looks into a layer.
    public BooleanBinding looksIntoLayer() {
        return method.isEqualTo(id(DirectionMethod.ACTIVATION_COMPONENT));
    }

    /// Whether there is all that a direction needs.
    public boolean isReady() {
        return place.readyProperty().get() && hasSource();
    }

    private boolean hasSource() {
        return switch (source.get()) {
            case SIDES ->
                !sides.on(DirectionSides.Side.PLUS).isEmpty()
                        && !sides.on(DirectionSides.Side.MINUS).isEmpty();
            case ATTRIBUTE ->
                data.datasetProperty().get() != null && data.targetProperty().get() != null;
            case MODEL -> true;
        };
    }

    DirectionRequest request() {
        DirectionMethod chosen = Arrays.stream(DirectionMethod.values())
                .filter(each -> id(each).equals(method.get()))
                .findFirst()
                .orElse(DirectionMethod.MEAN_DIFFERENCE);
        String dataset = data.datasetProperty().get();
        DirectionData.Target target = data.targetProperty().get();
        if (source.get() == Source.MODEL && chosen == DirectionMethod.ACTIVATION_COMPONENT) {
            LayerChoice inside = layer.get();
            return new DirectionRequest.OfLayer(
                    inside == null ? "" : inside.layer().name(), UNLABELLED, SEED);
        }
        if (source.get() == Source.MODEL) {
            return new DirectionRequest.ClosedForm(chosen, UNLABELLED, SEED, place.place());
        }
        boolean holdsOthers = holdsOthers().get();
        return source.get() == Source.ATTRIBUTE && dataset != null && target != null
                ? new DirectionRequest.OfAttribute(
                        dataset,
                        target.text(),
                        chosen,
                        holdsOthers ? List.of() : data.without(),
                        SEED,
                        place.place(),
                        disentangled.get() && disentangles().get() ? DISENTANGLING : 0)
                : new DirectionRequest.OfSides(
                        sides.latents(DirectionSides.Side.PLUS),
                        sides.latents(DirectionSides.Side.MINUS),
                        chosen,
                        SEED,
                        place.place());
    }
}
