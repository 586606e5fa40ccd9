package studio.latent.app;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.DatasetLibrary;
import studio.latent.engine.ModelLibrary;
import studio.latent.engine.Studio;
import studio.latent.engine.TrainingRuns;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.Recipe;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.Precision;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

/// An engine for tests of the app: no native code, tiny images that are a smooth closed form of the latent, models,
/// data sets and trainings in memory. The same latent gives the same image, always.
///
/// Work runs on the executor given: [#onOwnThread()] behaves as the engine does, [#direct()] ends every job before
/// the call returns, and a queue that the test drains by hand ([#held(Queue)]) shows what happens in between.
public final class FakeStudio implements Studio {
    /// A grey 8×8 model of 4 latents: encodes, both priors.
    public static final String GREY = "fake-grey";
    /// An RGB 16×16 model of 20 latents: encodes, the normal prior only.
    public static final String COLOUR = "fake-colour";

    /// A grey 8×8 model of 64 latents that samples in steps and knows two classes, coat and bag; no list has it.
    public static final String DENOISING = "fake-diffusion";

    /// A grey 8×8 generator of 6 latents that knows two classes, coat and bag, and shows two layers, of 4×4 and
    /// 8×8; no list has it.
    public static final String GENERATOR = "fake-gan";

    /// The same with styles, for layers of 2×2, 4×4, 4×4, 8×8 and 8×8; no list has it.
    public static final String STYLED = "fake-style-gan";

    /// A grey 8×8 model of 4 latents that encodes and shows two layers, of 2×2 and 8×8; no list has it.
    public static final String LAYERED = "fake-layered";

    private final Executor executor;
    private final @Nullable ExecutorService owned;
    private final Queue<StudioException> failures = new ConcurrentLinkedQueue<>();
    private final Map<Path, Recipe> recipes = new ConcurrentHashMap<>();
    private final FakeModels models;
    private final FakeDatasets datasets;
    private final FakeBench bench;
    private final FakeTraining training;
    private final FakeEvaluator evaluator;
    private final FakeDirections directions;
    private volatile boolean closed;

    private FakeStudio(Executor executor, @Nullable ExecutorService owned) {
        this.executor = executor;
        this.owned = owned;
        models = new FakeModels(this);
        datasets = new FakeDatasets(this);
        bench = new FakeBench(this);
        training = new FakeTraining(this);
        evaluator = new FakeEvaluator(this);
        directions = new FakeDirections(this);
    }

    /// Works on one daemon thread of its own, as the real engine does.
    public static FakeStudio onOwnThread() {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread t = new Thread(task, "fake-engine");
            t.setDaemon(true);
            return t;
        });
        return new FakeStudio(thread, thread);
    }

    /// Works on the caller's thread: every job has ended when the call returns.
    public static FakeStudio direct() {
        return new FakeStudio(Runnable::run, null);
    }

    /// Work waits in `tasks` until the test runs it ([#drain(Queue)]).
    public static FakeStudio held(Queue<Runnable> tasks) {
        return new FakeStudio(tasks::add, null);
    }

    /// Runs what waits in `tasks`, also what is added meanwhile.
    public static void drain(Queue<Runnable> tasks) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /// The precision of each export so far.
    public List<Precision> exports() {
        return models.exports();
    }

    /// Gives the model [#DENOISING] a classifier that can guide it, by name.
    public void guideWith(String... names) {
        models.guideWith(Arrays.stream(names)
                .map(name ->
                        FakeModels.card(name, models.shapeOf(DENOISING), 64, List.of(PriorKind.NORMAL), "grey-data"))
                .toList());
    }

    /// Makes the next job that has not begun fail with `failure`.
    public void failNext(StudioException failure) {
        failures.add(failure);
    }

    <T> Job<T> job(String name, Job.Body<T> body) {
        return Job.start(name, executor, context -> {
            StudioException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            return body.run(context);
        });
    }

    @Nullable
    StudioException nextFailure() {
        return failures.poll();
    }

    void execute(Runnable task) {
        executor.execute(task);
    }

    public boolean isClosed() {
        return closed;
    }

    /// A model as `name` would be had it been trained anew: other weights, `dimension` latents. Nothing lists it;
    /// [studio.latent.app.session.Session#adopt] takes it.
    public FakeOpenModel retrained(String name, int dimension, long version) {
        FakeOpenModel model = new FakeOpenModel(
                FakeModels.card(name, models.shapeOf(name), dimension, List.of(PriorKind.NORMAL), "new-data"),
                FakeModels.geometry(dimension));
        model.refresh(version);
        return model;
    }

    /// The image that model `name` decodes `latent` to.
    public Raster imageOf(String name, Latent latent) {
        return FakeBench.paint(models.shapeOf(name), latent, 0);
    }

    /// The image that model `name` samples from `latent`.
    public Raster imageOf(String name, Latent latent, SamplerSettings sampling) {
        return FakeBench.paint(models.shapeOf(name), latent, FakeBench.shift(new Rendering(sampling, null)));
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
    public FakeBench bench() {
        return bench;
    }

    @Override
    public FakeEvaluator evaluator() {
        return evaluator;
    }

    @Override
    public FakeDirections directions() {
        return directions;
    }

    @Override
    public TrainingRuns training() {
        return training;
    }

    /// The scripted runs, to advance them by hand.
    public FakeTraining fakeTraining() {
        return training;
    }

    @Override
    public Job<List<Finding>> doctor() {
        return job(
                "Looking around",
                _ -> List.of(
                        new Finding("Java", "25", true, ""),
                        new Finding("Engine", "fake", true, ""),
                        new Finding("CUDA", "not found", false, "Set PYTORCH_LIBRARY_PATH to a CUDA PyTorch.")));
    }

    @Override
    public Job<Raster> readImage(Path file) {
        return job("Reading " + file.getFileName(), _ -> read(file));
    }

    private static Raster read(Path file) throws StudioException {
        if (!Files.isRegularFile(file)) {
            throw new NotFound("There is no file " + file + ".", "Choose an image file.");
        }
        BufferedImage image;
        try {
            image = ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new BadImage(file.getFileName() + " could not be read.", "Choose another image.", e);
        }
        if (image == null) {
            throw new BadImage(file.getFileName() + " is not an image.", "Choose a PNG or JPEG file.");
        }
        ImageShape shape = new ImageShape(3, image.getHeight(), image.getWidth());
        byte[] samples = new byte[shape.size()];
        int plane = shape.height() * shape.width();
        for (int i = 0; i < plane; i++) {
            int argb = image.getRGB(i % shape.width(), i / shape.width());
            samples[i] = (byte) (argb >> 16);
            samples[plane + i] = (byte) (argb >> 8);
            samples[2 * plane + i] = (byte) argb;
        }
        return new Raster(shape, samples);
    }

    @Override
    public Job<Path> save(Raster image, Recipe recipe, Path file) {
        return job("Saving " + file.getFileName(), _ -> {
            int[] argb = new int[image.width() * image.height()];
            image.toArgb(argb);
            BufferedImage out = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
            out.setRGB(0, 0, image.width(), image.height(), argb, 0, image.width());
            try {
                if (!ImageIO.write(out, "png", file.toFile())) {
                    throw new IllegalStateException("no PNG writer");
                }
            } catch (IOException e) {
                throw new FileTrouble(file + " could not be written.", "Choose another folder.", e);
            }
            recipes.put(file.toAbsolutePath(), recipe);
            return file;
        });
    }

    /// Recipes are kept in memory: a PNG has one if this instance saved it under that path.
    @Override
    public Job<Recipe> recipeOf(Path png) {
        return job("Reading the recipe of " + png.getFileName(), _ -> recipe(png));
    }

    private Recipe recipe(Path png) throws StudioException {
        Recipe recipe = recipes.get(png.toAbsolutePath());
        if (recipe == null) {
            throw new BadImage(png.getFileName() + " carries no recipe.", "Choose a picture that the studio saved.");
        }
        return recipe;
    }

    /// The recipe's own model is the only one that the fake takes.
    @Override
    public Job<Verification> verify(Path png, String nameOrPath) {
        return verify(png);
    }

    @Override
    public Job<Verification> verify(Path png) {
        return job("Verifying " + png.getFileName(), _ -> {
            Recipe recipe = recipe(png);
            Raster stored = read(png);
            Latent latent = latentOf(recipe);
            Raster again = imageOf(recipe.model(), latent);
            int plane = stored.height() * stored.width();
            int[] a = new int[plane];
            int[] b = new int[plane];
            stored.toArgb(a);
            again.toArgb(b);
            int differing = 0;
            for (int i = 0; i < plane; i++) {
                differing += a[i] == b[i] ? 0 : 1;
            }
            return new Verification(Arrays.equals(a, b), differing, "");
        });
    }

    private Latent latentOf(Recipe recipe) throws StudioException {
        Latent exact = recipe.latent();
        if (exact != null) {
            return exact;
        }
        Long seed = recipe.seed();
        if (seed == null) {
            throw new IllegalStateException("a recipe has either a seed or a latent");
        }
        PriorKind prior = PriorKind.valueOf(
                recipe.settings().getOrDefault("prior", "NORMAL").toUpperCase(Locale.ROOT));
        double temperature = Double.parseDouble(recipe.settings().getOrDefault("temperature", "1"));
        return FakeBench.draw(models.dimensionOf(recipe.model()), seed, prior, temperature);
    }

    @Override
    public void close() {
        closed = true;
        if (owned != null) {
            owned.shutdownNow();
        }
    }
}
