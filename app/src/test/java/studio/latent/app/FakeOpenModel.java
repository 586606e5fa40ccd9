package studio.latent.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.FeatureLayer;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.SampleShape;

/// An open model of [FakeStudio]; [#refresh] plays the new weights of a running training.
public final class FakeOpenModel implements OpenModel {
    /// Numbers of a style, where the model has such.
    public static final int STYLE = 3;

    private final ModelCard card;
    private final LatentGeometry geometry;
    private final List<String> conditions;
    private final List<FeatureLayer> layers;
    private final AtomicLong version = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public FakeOpenModel(ModelCard card, LatentGeometry geometry) {
        this(card, geometry, List.of());
    }

    /// @param conditions what its images can be asked to be
    public FakeOpenModel(ModelCard card, LatentGeometry geometry, List<String> conditions) {
        this(card, geometry, conditions, List.of());
    }

    /// @param layers that can be looked into; where the model has styles, each steers one
    public FakeOpenModel(ModelCard card, LatentGeometry geometry, List<String> conditions, List<FeatureLayer> layers) {
        this.card = card;
        this.geometry = geometry;
        this.conditions = List.copyOf(conditions);
        this.layers = List.copyOf(layers);
    }

    @Override
    public List<FeatureLayer> featureLayers() {
        return layers;
    }

    @Override
    public boolean addsLayerNoise() {
        return !styleLayers().isEmpty();
    }

    @Override
    public List<SampleShape> styleLayers() {
        return card.capabilities().contains(Capability.STYLES)
                ? layers.stream().map(FeatureLayer::shape).toList()
                : List.of();
    }

    @Override
    public int styleDimension() {
        return styleLayers().isEmpty() ? 0 : STYLE;
    }

    @Override
    public List<String> conditions() {
        return conditions;
    }

    @Override
    public boolean tiles() {
        return card.capabilities().contains(Capability.DENOISES);
    }

    /// Changes the weights: the same latents give other images from now on.
    public void refresh(long newVersion) {
        version.set(newVersion);
        listeners.forEach(Runnable::run);
    }

    public int listeners() {
        return listeners.size();
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public LatentGeometry geometry() {
        return geometry;
    }

    @Override
    public long version() {
        return version.get();
    }

    @Override
    public Runnable onChange(Runnable action) {
        listeners.add(action);
        return () -> listeners.remove(action);
    }
}
