package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.RecipePlan;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.image.ImageGrid;
import studio.latent.engine.image.Raster;

/// Images of consecutive seeds as files, each with its recipe: one PNG a seed in a folder, or one sheet of all.
record SeedPictures(ModelInUse open, Source source) {
    /// Images that are drawn, written and forgotten at a time, so that memory stays flat and Ctrl-C keeps the rest.
    private static final int CHUNK = 256;

    /// Where the images come from, and how it is written down.
    interface Source {
        List<SampledImage> draw(long first, int number) throws StudioException;

        RecipePlan plan(long first, int number, int columns) throws StudioException;
    }

    /// Draws and writes them, and describes each file in `images`. Returns what to say about it.
    String write(OutputTarget target, long seed, int count, JsonArray images) throws StudioException {
        return switch (target) {
            case OutputTarget.SingleFile(Path file, String _) -> sheet(seed, count, file, images);
            case OutputTarget.Folder(Path folder) -> folder(seed, count, folder, images);
        };
    }

    private String sheet(long seed, int count, Path file, JsonArray images) throws StudioException {
        int columns = SheetLayout.square(open.card().imageShape(), count).columns();
        List<Raster> rasters = new ArrayList<>();
        for (SampledImage image : source.draw(seed, count)) {
            rasters.add(image.image());
        }
        Raster picture = count == 1 ? rasters.getFirst() : ImageGrid.tile(rasters, columns, 0);
        images.add(json(open.save(picture, source.plan(seed, count, columns), file), seed, count));
        return file.toString();
    }

    private String folder(long seed, int count, Path folder, JsonArray images) throws StudioException {
        Pictures.makeFolder(folder);
        int digits = Long.toString(seed + count - 1).length();
        for (int done = 0; done < count; done += CHUNK) {
            for (SampledImage image : source.draw(seed + done, Math.min(CHUNK, count - done))) {
                Path file = folder.resolve("seed-" + Pictures.padded(image.seed(), digits) + ".png");
                images.add(json(open.save(image.image(), source.plan(image.seed(), 1, 1), file), image.seed(), 1));
            }
        }
        return count + (count == 1 ? " image in " : " images in ") + folder;
    }

    private static JsonObject json(Path file, long seed, int count) {
        JsonObject object = new JsonObject();
        object.addProperty("file", file.toString());
        object.addProperty("seed", seed);
        object.addProperty("count", count);
        return object;
    }
}
