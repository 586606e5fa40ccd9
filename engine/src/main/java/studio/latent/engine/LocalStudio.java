package studio.latent.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.LaneModels;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.generate.RecipeJson;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageFiles;
import studio.latent.engine.image.ImageGrid;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.PngTexts;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.Leftovers;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.Latent;

/// The studio on this machine.
final class LocalStudio implements Studio {
    static final String RECIPE_KEY = "latent-studio:recipe";

    /// No process takes as long to write one file.
    private static final Duration SURELY_OVER = Duration.ofDays(1);

    private final StudioOptions options;
    private final Lanes lanes;
    private final FolderModelLibrary models;
    private final ClassifierShelf classifiers;
    private final FileDatasetLibrary datasets;
    private final LaneBench bench;
    private final LocalTrainingRuns training;
    private final LocalEvaluator evaluator;
    private final LocalDirections directions;
    private final AtomicFile files = new AtomicFile();

    LocalStudio(StudioOptions options) {
        this.options = options;
        this.lanes = new Lanes(options.device(), options.trainThreads(), options.metricThreads(), this::classifier);
        this.models = new FolderModelLibrary(options, lanes);
        this.classifiers = new ClassifierShelf(models);
        this.datasets = new FileDatasetLibrary(options);
        this.bench = new LaneBench(lanes, new ImageInversion(options));
        this.training = new LocalTrainingRuns(options, lanes, models, datasets::openDataset);
        this.evaluator = new LocalEvaluator(options, lanes, bench, datasets::openDataset);
        this.directions = new LocalDirections(options, lanes, datasets::openDataset);
        Thread.startVirtualThread(
                () -> Leftovers.sweep(options.home(), Instant.now().minus(SURELY_OVER)));
    }

    /// The lanes are there before the library: they ask for a classifier when they first need it.
    private LaneModels.Weights classifier(ClassifierChoice choice) throws StudioException {
        return classifiers.of(choice);
    }

    @Override
    public ModelLibrary models() {
        return models;
    }

    @Override
    public DatasetLibrary datasets() {
        return datasets;
    }

    @Override
    public Bench bench() {
        return bench;
    }

    @Override
    public TrainingRuns training() {
        return training;
    }

    @Override
    public Evaluator evaluator() {
        return evaluator;
    }

    @Override
    public Directions directions() {
        return directions;
    }

    @Override
    public Job<List<Finding>> doctor() {
        return Job.start("Looking around", Thread::startVirtualThread, _ -> new EngineDoctor(options).findings());
    }

    @Override
    public Job<Raster> readImage(Path file) {
        return Job.start("Reading " + file.getFileName(), Thread::startVirtualThread, _ -> ImageFiles.read(file));
    }

    @Override
    public Job<Path> save(Raster image, Recipe recipe, Path file) {
        return Job.start("Saving " + file.getFileName(), Thread::startVirtualThread, _ -> {
            byte[] png = PngFile.encode(
                    image,
                    Map.of(
                            RECIPE_KEY,
                            RecipeJson.encode(recipe),
                            "ai_generated",
                            "true",
                            "Software",
                            "Latent Studio " + recipe.version()));
            files.write(file, AtomicFile.Content.of(png));
            return file;
        });
    }

    @Override
    public Job<Recipe> recipeOf(Path png) {
        return Job.start("Reading " + png.getFileName(), Thread::startVirtualThread, _ -> readRecipe(png));
    }

    private static Recipe readRecipe(Path png) throws StudioException {
        String text = PngTexts.read(png).get(RECIPE_KEY);
        if (text == null) {
            throw new BadImage(
                    "'" + png.getFileName() + "' carries no recipe of this studio.",
                    "Use a PNG that the studio saved and that no other program has written since.");
        }
        return RecipeJson.decode(text, "'" + png.getFileName() + "'");
    }

    @Override
    public Job<Verification> verify(Path png) {
        return Job.start("Verifying " + png.getFileName(), Thread::startVirtualThread, _ -> {
            Recipe recipe = readRecipe(png);
            return compare(png, recipe, open(recipe));
        });
    }

    @Override
    public Job<Verification> verify(Path png, String nameOrPath) {
        return Job.start("Verifying " + png.getFileName(), Thread::startVirtualThread, _ -> {
            Recipe recipe = readRecipe(png);
            return compare(png, recipe, models.open(nameOrPath).await().orThrow());
        });
    }

    private OpenModel open(Recipe recipe) throws StudioException {
        boolean known = models.list().stream().anyMatch(card -> card.name().equals(recipe.model()));
        if (!known) {
            throw new NotFound(
                    "The picture was made with a model named '" + recipe.model() + "', which is not in the library.",
                    "Import the model, or name its folder with --model.");
        }
        return models.open(recipe.model()).await().orThrow();
    }

    private Verification compare(Path png, Recipe recipe, OpenModel model) throws StudioException {
        if (!model.card().hash().equals(recipe.modelHash())) {
            throw new IncompatibleModel(
                    "The picture was made with other weights than those of '"
                            + model.card().name() + "'.",
                    "Put the model with the hash " + recipe.modelHash() + " in place and verify again.");
        }
        Raster kept = ImageFiles.read(png);
        RecipePlan plan = RecipePlan.of(
                recipe, model.card().latentDimension(), model.card().imageShape());
        List<Raster> images = imagesOf(model, plan);
        return compare(kept, plan.count() == 1 ? images.getFirst() : ImageGrid.tile(images, plan.columns(), 0));
    }

    private List<Raster> imagesOf(OpenModel model, RecipePlan plan) throws StudioException {
        SamplerSettings usual = model.usualSampling();
        List<Latent> latents = latentsOf(model, plan);
        if (plan.shifts().isEmpty()) {
            return bench.render(model, latents, new Rendering(plan.samplingOr(usual), plan.edited()))
                    .await()
                    .orThrow();
        }
        List<Raster> images = new ArrayList<>();
        for (int i = 0; i < latents.size(); i++) {
            Rendering shifted = new Rendering(plan.samplingOf(i, usual), plan.edited());
            images.addAll(bench.render(model, List.of(latents.get(i)), shifted)
                    .await()
                    .orThrow());
        }
        return images;
    }

    private List<Latent> latentsOf(OpenModel model, RecipePlan plan) throws IncompatibleModel {
        Long seed = plan.seed();
        if (seed == null) {
            return plan.latents();
        }
        if (!model.card().priors().contains(plan.prior())) {
            throw new IncompatibleModel(
                    "The picture's seed was drawn from the " + plan.prior() + " prior, which '"
                            + model.card().name() + "' has not.",
                    "Put the model that made the picture in place and verify again.");
        }
        return LongStream.range(0, plan.count())
                .mapToObj(i -> bench.latentOf(model, seed + i, plan.prior(), plan.temperature()))
                .toList();
    }

    private static Verification compare(Raster kept, Raster again) {
        if (!kept.shape().equals(again.shape())) {
            return new Verification(
                    false,
                    again.width() * again.height(),
                    "The picture is " + kept + ", the model makes " + again + ".");
        }
        int plane = kept.width() * kept.height();
        int differing = 0;
        for (int i = 0; i < plane; i++) {
            boolean same = true;
            for (int c = 0; c < kept.channels(); c++) {
                same &= kept.samples()[c * plane + i] == again.samples()[c * plane + i];
            }
            differing += same ? 0 : 1;
        }
        return differing == 0
                ? new Verification(true, 0, "Every pixel is the same.")
                : new Verification(
                        false,
                        differing,
                        differing + " of " + plane
                                + " pixels differ: the picture was edited, or made on a device that rounds otherwise.");
    }

    @Override
    public void close() {
        training.runs().forEach(TrainingRun::stop);
        lanes.close();
    }
}
