package studio.latent.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import studio.latent.engine.ModelLibrary;
import studio.latent.engine.OpenModel;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.generate.FeatureLayer;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.ExportFormat;
import studio.latent.engine.io.Precision;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.SampleShape;

/// The models of [FakeStudio]: two samples, and what a test imports.
final class FakeModels implements ModelLibrary {
    private static final ModelCard DENOISING = new ModelCard(
            FakeStudio.DENOISING,
            Path.of("fake-models", FakeStudio.DENOISING),
            Family.DIFFUSION,
            "diffusion",
            new ImageShape(1, 8, 8),
            64,
            Set.of(Capability.DENOISES),
            List.of(PriorKind.NORMAL),
            54_321,
            "%064x".formatted(7),
            "grey-data",
            "Apache-2.0",
            "A made-up model that samples in steps.",
            Map.of());

    private static final ModelCard GENERATOR = new ModelCard(
            FakeStudio.GENERATOR,
            Path.of("fake-models", FakeStudio.GENERATOR),
            Family.GAN,
            "gan",
            new ImageShape(1, 8, 8),
            6,
            Set.of(Capability.DECODES),
            List.of(PriorKind.NORMAL),
            23_456,
            "%064x".formatted(8),
            "grey-data",
            "Apache-2.0",
            "A made-up generator.",
            Map.of());

    private static final ModelCard STYLED = new ModelCard(
            FakeStudio.STYLED,
            Path.of("fake-models", FakeStudio.STYLED),
            Family.GAN,
            "style-gan",
            new ImageShape(1, 8, 8),
            6,
            Set.of(Capability.DECODES, Capability.STYLES),
            List.of(PriorKind.NORMAL),
            34_567,
            "%064x".formatted(9),
            "grey-data",
            "Apache-2.0",
            "A made-up generator with styles.",
            Map.of());

    private final FakeStudio studio;
    private List<ModelCard> classifiers = List.of();
    private final List<ModelCard> cards = new CopyOnWriteArrayList<>();
    private final List<Precision> exports = new CopyOnWriteArrayList<>();

    FakeModels(FakeStudio studio) {
        this.studio = studio;
        cards.add(card(
                FakeStudio.GREY,
                new ImageShape(1, 8, 8),
                4,
                List.of(PriorKind.NORMAL, PriorKind.MIXTURE),
                "grey-data"));
        cards.add(card(FakeStudio.COLOUR, new ImageShape(3, 16, 16), 20, List.of(PriorKind.NORMAL), "colour-data"));
    }

    static ModelCard card(String name, ImageShape shape, int dimension, List<PriorKind> priors, String dataset) {
        return new ModelCard(
                name,
                Path.of("fake-models", name),
                Family.VAE,
                "conv-vae",
                shape,
                dimension,
                Set.of(Capability.DECODES, Capability.ENCODES),
                priors,
                12_345,
                "%064x".formatted(name.hashCode() & 0xffffffffL),
                dataset,
                "Apache-2.0",
                "A made-up model for tests.",
                Map.of("elbo", -101.5));
    }

    /// Coordinates as axes, each half as wide as the one before, around the mean 0.1.
    static LatentGeometry geometry(int dimension) {
        LatentGeometry standard = LatentGeometry.standard(dimension);
        float[] mean = new float[dimension];
        float[] deviations = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            mean[i] = 0.1f;
            deviations[i] = 2f / (1 + i);
        }
        return new LatentGeometry(dimension, mean, standard.axes(), deviations, true);
    }

    /// Gives the diffusion model classifiers that can guide it.
    void guideWith(List<ModelCard> guides) {
        classifiers = guides;
    }

    ImageShape shapeOf(String name) {
        return known(name).imageShape();
    }

    int dimensionOf(String name) {
        return known(name).latentDimension();
    }

    private ModelCard known(String name) {
        return Stream.concat(cards.stream(), Stream.of(DENOISING, GENERATOR, STYLED))
                .filter(card -> card.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("model: must be one of the fake ones, got " + name));
    }

    /// @param sides of the layers that can be looked into; each has five channels
    private static FakeOpenModel generator(ModelCard card, int... sides) {
        return new FakeOpenModel(
                card, LatentGeometry.standard(card.latentDimension()), List.of("coat", "bag"), layers(sides));
    }

    private static List<FeatureLayer> layers(int... sides) {
        return IntStream.range(0, sides.length)
                .mapToObj(i -> new FeatureLayer("layers." + i, new SampleShape(5, sides[i], sides[i])))
                .toList();
    }

    @Override
    public List<ModelCard> list() {
        return List.copyOf(cards);
    }

    @Override
    public List<String> problems() {
        return List.of();
    }

    @Override
    public Job<OpenModel> open(String nameOrPath) {
        return studio.job("Opening " + nameOrPath, _ -> {
            if (nameOrPath.equals(FakeStudio.DENOISING)) {
                return new FakeOpenModel(DENOISING, LatentGeometry.standard(64), List.of("coat", "bag"));
            }
            if (nameOrPath.equals(FakeStudio.GENERATOR)) {
                return generator(GENERATOR, 4, 8);
            }
            if (nameOrPath.equals(FakeStudio.STYLED)) {
                return generator(STYLED, 2, 4, 4, 8, 8);
            }
            if (nameOrPath.equals(FakeStudio.LAYERED)) {
                ModelCard card =
                        card(FakeStudio.LAYERED, new ImageShape(1, 8, 8), 4, List.of(PriorKind.NORMAL), "grey-data");
                return new FakeOpenModel(card, geometry(4), List.of(), layers(2, 8));
            }
            for (ModelCard card : cards) {
                if (card.name().equals(nameOrPath)) {
                    return new FakeOpenModel(card, geometry(card.latentDimension()));
                }
            }
            throw new NotFound("There is no model " + nameOrPath + ".", "Choose one from the list of models.");
        });
    }

    /// Any existing file or folder is taken as a small grey model; one whose name contains "broken" is refused.
    @Override
    public Job<List<ModelCard>> classifiersFor(OpenModel model) {
        return Job.completed("Classifiers", model.card().name().equals(FakeStudio.DENOISING) ? classifiers : List.of());
    }

    @Override
    public Job<ModelCard> importFrom(Path path) {
        return studio.job("Importing " + path.getFileName(), _ -> {
            String name = String.valueOf(path.getFileName()).replaceAll("\\.(zip|pt)$", "");
            if (!Files.exists(path)) {
                throw new NotFound("There is no file " + path + ".", "Choose a model folder or zip.");
            }
            if (name.contains("broken")) {
                throw new BadModelFile(path + " is not a model.", "Choose a folder with a model.json.");
            }
            ModelCard card = card(name, new ImageShape(1, 8, 8), 4, List.of(PriorKind.NORMAL), "");
            cards.add(card);
            return card;
        });
    }

    /// The precision of each export so far.
    List<Precision> exports() {
        return exports;
    }

    @Override
    public Job<Path> export(String nameOrPath, ExportFormat format, Precision precision, Path target) {
        return studio.job("Exporting " + nameOrPath, _ -> {
            if (cards.stream().noneMatch(card -> card.name().equals(nameOrPath))) {
                throw new NotFound("There is no model " + nameOrPath + ".", "Choose one from the list of models.");
            }
            exports.add(precision);
            return target;
        });
    }

    @Override
    public Path folder() {
        return Path.of("fake-models");
    }
}
