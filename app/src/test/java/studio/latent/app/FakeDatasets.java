package studio.latent.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import studio.latent.engine.DatasetLibrary;
import studio.latent.engine.SeedWishes;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.Latent;

/// The data sets of [FakeStudio]: `grey-data` (100 grey 8×8 images, two classes) and `colour-data` (50 RGB 16×16
/// images with an attribute, one skipped file), and what a test imports.
final class FakeDatasets implements DatasetLibrary {
    private final FakeStudio studio;
    private final List<DatasetCard> cards = new CopyOnWriteArrayList<>();

    FakeDatasets(FakeStudio studio) {
        this.studio = studio;
        cards.add(new DatasetCard(
                "grey-data",
                Path.of("fake-data", "grey-data"),
                100,
                new ImageShape(1, 8, 8),
                List.of("round", "square"),
                List.of(60, 40),
                Map.of(),
                Map.of(),
                "CC0-1.0",
                "Made-up grey images."));
        cards.add(new DatasetCard(
                "colour-data",
                Path.of("fake-data", "colour-data.zip"),
                50,
                new ImageShape(3, 16, 16),
                List.of(),
                List.of(),
                Map.of("hair", List.of("dark", "light")),
                Map.of("00017.png", "ends too early"),
                "CC0-1.0",
                "Made-up colour images."));
    }

    @Override
    public List<String> names() {
        return cards.stream().map(DatasetCard::name).toList();
    }

    DatasetCard find(String nameOrPath) throws NotFound {
        for (DatasetCard card : cards) {
            if (card.name().equals(nameOrPath) || card.location().equals(Path.of(nameOrPath))) {
                return card;
            }
        }
        throw new NotFound("There is no data set " + nameOrPath + ".", "Choose one from the list, or a folder.");
    }

    @Override
    public Job<DatasetCard> describe(String nameOrPath) {
        return studio.job("Looking at " + nameOrPath, _ -> find(nameOrPath));
    }

    @Override
    public Job<List<Raster>> images(String nameOrPath, List<Integer> indices) {
        return studio.job("Reading images of " + nameOrPath, _ -> {
            DatasetCard card = find(nameOrPath);
            return indices.stream()
                    .filter(i -> i < card.count())
                    .map(i -> FakeBench.paint(card.shape(), imageLatent(i), 0))
                    .toList();
        });
    }

    /// Classes in turn, as of data that nobody knows.
    @Override
    public Job<SeedWishes> wishes(String nameOrPath) {
        return studio.job("Reading " + nameOrPath, _ -> {
            find(nameOrPath);
            return SeedWishes.UNKNOWN;
        });
    }

    private static Latent imageLatent(int index) {
        return new Latent(new float[] {index % 7 - 3, index % 5 - 2, index % 3 - 1});
    }

    /// Any existing file or folder is taken as ten grey images; one whose name contains "broken" is refused.
    @Override
    public Job<DatasetCard> importFrom(Path path) {
        return studio.job("Importing " + path.getFileName(), _ -> {
            String name = String.valueOf(path.getFileName());
            if (!Files.exists(path)) {
                throw new NotFound("There is no file " + path + ".", "Choose a folder, a zip or an IDX file.");
            }
            if (name.contains("broken")) {
                throw new BadDataset(path + " holds no image.", "Choose a folder that holds images.");
            }
            DatasetCard card = new DatasetCard(
                    name, path, 10, new ImageShape(1, 8, 8), List.of(), List.of(), Map.of(), Map.of(), "", "");
            cards.add(card);
            return card;
        });
    }
}
