package studio.latent.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import studio.latent.engine.OpenModel;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;

/// An open model of [FakeStudio]; [#refresh] plays the new weights of a running training.
public final class FakeOpenModel implements OpenModel {
    private final ModelCard card;
    private final LatentGeometry geometry;
    private final List<String> conditions;
    private final AtomicLong version = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public FakeOpenModel(ModelCard card, LatentGeometry geometry) {
        this(card, geometry, List.of());
    }

    /// @param conditions what its images can be asked to be
    public FakeOpenModel(ModelCard card, LatentGeometry geometry, List<String> conditions) {
        this.card = card;
        this.geometry = geometry;
        this.conditions = List.copyOf(conditions);
    }

    @Override
    public List<String> conditions() {
        return conditions;
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
