package studio.latent.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.generate.FeatureLayer;
import studio.latent.engine.generate.LaneModels;
import studio.latent.engine.generate.PriorSampler;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.model.Conditional;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.GaussianMixture;
import studio.latent.engine.model.HasStyles;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.train.TrainingPlan;

/// An open model: its definition, its weights in host memory, what is known of its latents.
final class LocalOpenModel implements OpenModel {
    private final ModelCard card;
    private final ModelDefinition definition;
    private final LatentGeometry geometry;
    private final @Nullable GaussianMixture mixture;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile LaneModels.Weights weights;

    /// Found when the first asks: the whole network is written for it.
    private volatile @Nullable List<FeatureLayer> featureLayers;

    LocalOpenModel(
            ModelCard card,
            ModelDefinition definition,
            Map<String, HostTensor> weights,
            LatentGeometry geometry,
            @Nullable GaussianMixture mixture) {
        this.card = card;
        this.definition = definition;
        this.geometry = geometry;
        this.mixture = mixture;
        this.weights = new LaneModels.Weights(this, 0, definition, weights);
    }

    /// The model of a run with the weights of one of its steps, before there is a trained model.
    ///
    /// @param state which step, in the words behind the run's name
    static LocalOpenModel ofRun(
            Path run,
            TrainingPlan plan,
            Family family,
            Map<String, HostTensor> weights,
            String state,
            String description) {
        ModelDefinition definition = plan.model();
        int dimension = definition.spec().latentDimension();
        ModelCard card = new ModelCard(
                run.getFileName() + " (" + state + ")",
                run,
                family,
                plan.type(),
                definition.spec().image(),
                dimension,
                definition.capabilities(),
                List.of(PriorKind.NORMAL),
                weights.values().stream().mapToLong(HostTensor::size).sum(),
                "",
                plan.dataset(),
                "",
                description,
                Map.of());
        return new LocalOpenModel(card, definition, weights, LatentGeometry.standard(dimension), null);
    }

    /// The local model behind the interface.
    ///
    /// **Errors** [IncompatibleModel] for a handle of another engine.
    static LocalOpenModel of(OpenModel model) throws IncompatibleModel {
        if (model instanceof LocalOpenModel local) {
            return local;
        }
        throw new IncompatibleModel(
                "The model '" + model.card().name() + "' was not opened by this engine.", "Open it again.");
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
    public List<String> conditions() {
        return definition instanceof Conditional conditional ? conditional.conditions() : List.of();
    }

    @Override
    public List<SampleShape> styleLayers() {
        return definition instanceof HasStyles styled
                ? IntStream.range(0, styled.styleLayers())
                        .mapToObj(styled::styleShape)
                        .toList()
                : List.of();
    }

    @Override
    public int styleDimension() {
        return definition instanceof HasStyles styled ? styled.styleDimension() : 0;
    }

    @Override
    public boolean addsLayerNoise() {
        return definition instanceof HasStyles styled && styled.addsNoise();
    }

    @Override
    public List<FeatureLayer> featureLayers() {
        List<FeatureLayer> known = featureLayers;
        if (known == null) {
            known = FeatureLayer.of(definition);
            featureLayers = known;
        }
        return known;
    }

    @Override
    public SamplerSettings usualSampling() {
        return SamplerSettings.usualOf(definition);
    }

    @Override
    public boolean tiles() {
        return definition instanceof Denoises denoising && denoising.tiles();
    }

    @Override
    public long version() {
        return weights.version();
    }

    @Override
    public Runnable onChange(Runnable action) {
        listeners.add(action);
        return () -> listeners.remove(action);
    }

    ModelDefinition definition() {
        return definition;
    }

    LaneModels.Weights weights() {
        return weights;
    }

    boolean isWatched() {
        return !listeners.isEmpty();
    }

    /// Replaces the weights and tells who listens; `version` is the training step.
    void refresh(long version, Map<String, HostTensor> values) {
        weights = new LaneModels.Weights(this, version, definition, values);
        listeners.forEach(Runnable::run);
    }

    Latent latentOf(long seed, PriorKind prior, double temperature) {
        int dimension = card.latentDimension();
        if (prior == PriorKind.NORMAL) {
            return PriorSampler.normal(seed, dimension, temperature);
        }
        if (mixture == null) {
            throw new IllegalArgumentException("prior must be one of " + card.priors() + ", got " + prior);
        }
        float[] normals = PriorSampler.standardNormals(seed, dimension);
        for (int i = 0; i < normals.length; i++) {
            normals[i] *= (float) temperature;
        }
        return mixture.sample(normals, PriorSampler.componentUniform(seed));
    }
}
