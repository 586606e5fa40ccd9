package studio.latent.app.explore;

import java.util.TreeSet;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.generate.FeatureLayer;
import studio.latent.engine.model.SampleShape;

/// Where directions are looked for: among latents, in a model with styles among the styles of some layers, alike in all
/// of them or each by itself, or among what one layer makes of images.
///
/// A model with styles begins with those of all layers.
public final class DirectionPlaceChoice {
    private final ObservableList<StyleLayer> layers = FXCollections.observableArrayList();
    private final ObservableList<StyleLayer> layersView = FXCollections.unmodifiableObservableList(layers);
    private final ObjectProperty<DirectionSpace> space = new SimpleObjectProperty<>(DirectionSpace.Z);
    private final ReadOnlyBooleanWrapper styled = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper();
    private final ObservableList<LayerChoice> mapLayers = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable LayerChoice> mapLayer = new SimpleObjectProperty<>();
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper(true);

    DirectionPlaceChoice(Session session) {
        session.modelProperty().subscribe(this::modelChanged);
        space.subscribe((_, _) -> check());
    }

    /// The model's layers that can be looked into, the first behind the latent first.
    public ObservableList<LayerChoice> mapLayers() {
        return mapLayers;
    }

    /// The layer whose feature maps are moved; null for a model that shows none.
    public ObjectProperty<@Nullable LayerChoice> mapLayerProperty() {
        return mapLayer;
    }

    /// Whether the model has styles.
    public ReadOnlyBooleanProperty styledProperty() {
        return styled.getReadOnlyProperty();
    }

    /// Whether there is a choice: the model has styles, or layers that can be looked into.
    public ReadOnlyBooleanProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    public ObjectProperty<DirectionSpace> spaceProperty() {
        return space;
    }

    /// The model's layers with styles, coarse ones first; chosen are those whose styles shall be moved.
    public ObservableList<StyleLayer> layers() {
        return layersView;
    }

    /// Whether there is anything to move: of styles, a layer.
    public ReadOnlyBooleanProperty readyProperty() {
        return ready.getReadOnlyProperty();
    }

    /// Chooses a third of the layers, from 0 for the coarsest; all of them again where that third was chosen alone.
    public void chooseThird(int third) {
        int from = layers.size() * third / 3;
        int to = layers.size() * (third + 1) / 3;
        boolean was =
                layers.stream().allMatch(layer -> layer.isChosen() == (layer.index() >= from && layer.index() < to));
        layers.forEach(layer -> layer.choose(was || (layer.index() >= from && layer.index() < to)));
    }

    private void modelChanged(@Nullable OpenModel model) {
        layers.clear();
        if (model != null) {
            for (SampleShape shape : model.styleLayers()) {
                StyleLayer layer = new StyleLayer(layers.size(), shape, true);
                layer.chosenProperty().subscribe((_, _) -> check());
                layers.add(layer);
            }
        }
        mapLayers.setAll(LayerChoice.of(model));
        mapLayer.set(
                model == null || mapLayers.isEmpty()
                        ? null
                        : mapLayers.get(FeatureLayer.ofParts(
                                model.featureLayers(), model.card().imageShape())));
        styled.set(!layers.isEmpty());
        offered.set(!layers.isEmpty() || !mapLayers.isEmpty());
        space.set(layers.isEmpty() ? DirectionSpace.Z : DirectionSpace.W);
        check();
    }

    private void check() {
        ready.set(!space.get().isOfStyles() || layers.stream().anyMatch(StyleLayer::isChosen));
    }

    DirectionPlace place() {
        if (space.get().isOfLatents()) {
            return DirectionPlace.LATENTS;
        }
        TreeSet<Integer> chosen = new TreeSet<>();
        if (space.get() == DirectionSpace.FEATURE_MAPS) {
            chosen.add(mapLayers.indexOf(mapLayer.get()));
            return new DirectionPlace(space.get(), chosen);
        }
        layers.stream().filter(StyleLayer::isChosen).forEach(layer -> chosen.add(layer.index()));
        return new DirectionPlace(space.get(), chosen.size() == layers.size() ? new TreeSet<>() : chosen);
    }
}
