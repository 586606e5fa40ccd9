package studio.latent.engine.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.Background;
import studio.latent.engine.image.ImageFiles;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;

/// The images of a folder or a zip as they are, in the order of their names: sizes and channels may differ.
///
/// For measuring; what trains is a [Dataset].
///
/// @param skipped name → reason of each file that is no whole image
public record LooseImages(List<Raster> images, SortedMap<String, String> skipped) {
    /// Reads all images of `place`, which is a folder (with its sub-folders) or a zip.
    ///
    /// **Errors** [NotFound] when it is not there, [BadDataset] when it holds no image that can be read,
    /// [FileTrouble].
    public static LooseImages read(Path place, JobContext context) throws StudioException {
        if (!Files.exists(place)) {
            throw new NotFound("There is no folder " + place + ".", "Check the path and its spelling.");
        }
        try (ImageCollection collection =
                Files.isDirectory(place) ? ImageCollection.Folder.open(place) : ImageCollection.Zip.open(place)) {
            return read(place, collection, context);
        } catch (IOException | UncheckedIOException e) {
            throw new FileTrouble(
                    place + " cannot be read: " + e.getMessage() + ".",
                    "Name a folder of images or a zip of them, and check that you may read it.",
                    e);
        }
    }

    private static LooseImages read(Path place, ImageCollection collection, JobContext context) throws BadDataset {
        List<String> names =
                collection.names().stream().filter(ImageFiles::isImageName).toList();
        SortedMap<String, String> skipped = new ConcurrentSkipListMap<>();
        AtomicInteger done = new AtomicInteger();
        List<@Nullable Raster> slots = IntStream.range(0, names.size())
                .parallel()
                .<@Nullable Raster>mapToObj(i -> {
                    context.checkCancelled();
                    context.progress("Reading " + place.getFileName(), done.getAndIncrement(), names.size());
                    return decode(collection, names.get(i), skipped);
                })
                .toList();
        List<Raster> images = new ArrayList<>(slots.size());
        for (Raster image : slots) {
            if (image != null) {
                images.add(image);
            }
        }
        if (images.isEmpty()) {
            throw new BadDataset(
                    place + " holds no image that can be read"
                            + (skipped.isEmpty()
                                    ? "."
                                    : ": " + skipped.firstKey() + ", " + skipped.get(skipped.firstKey())),
                    "Name a folder with PNG, JPEG, BMP, GIF or WebP files.");
        }
        return new LooseImages(List.copyOf(images), new TreeMap<>(skipped));
    }

    private static @Nullable Raster decode(ImageCollection collection, String name, SortedMap<String, String> skipped) {
        try {
            return ImageFiles.decode(name, collection.bytes(name, ImageFiles.MAX_FILE_BYTES), Background.BLACK);
        } catch (IOException e) {
            skipped.put(name, String.valueOf(e.getMessage()));
        } catch (BadImage e) {
            skipped.put(name, e.problem());
        }
        return null;
    }
}
