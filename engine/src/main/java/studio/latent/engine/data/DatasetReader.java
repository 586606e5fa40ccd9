package studio.latent.engine.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipException;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageFiles;
import studio.latent.engine.job.JobContext;

/// Opens data sets of every kind that is known; which one it is, is told by the contents.
///
/// - a folder of images: two or more sub-folders are classes; `attributes.csv` gives labels and attributes
/// - a zip of images, laid out like such a folder
/// - a folder with IDX files: `folder#train` and `folder#test` choose between several; `train` is the default
/// - one IDX file with images, plain or gzip-compressed; labels are found beside it by the usual name
///
/// A `dataset.json` beside the images may give licence, description and class names.
public final class DatasetReader {
    private static final String KINDS = "Choose a folder or a zip of images, or an IDX file.";

    private final DatasetStorage storage;

    public DatasetReader(DatasetStorage storage) {
        this.storage = storage;
    }

    /// Reads and decodes a data set; broken images are skipped and named in its card.
    ///
    /// **Errors** [NotFound], [BadDataset] (empty, damaged, of no known kind), [FileTrouble]; no space for the
    /// cache file is a full disk
    public Dataset open(Path path, DatasetRules rules, JobContext context) throws StudioException {
        Located located = Located.of(path);
        context.progress("Looking for images", 0, 0);
        try {
            return open(located, rules, context);
        } catch (ZipException e) {
            throw new BadDataset(
                    "The zip '" + located.path + "' is damaged: " + e.getMessage() + ".",
                    "Download or copy the file again.",
                    e);
        } catch (IOException e) {
            throw new FileTrouble(
                    "The data set '" + located.path + "' cannot be read: " + e.getMessage() + ".",
                    "Check that it is still there and that you may read it.",
                    e);
        }
    }

    private Dataset open(Located located, DatasetRules rules, JobContext context) throws StudioException, IOException {
        Path path = located.path;
        if (Files.isDirectory(path)) {
            SortedMap<String, Path> splits = IdxFolder.splits(path);
            if (!splits.isEmpty()) {
                return openIdx(located, IdxFolder.choose(path, splits, located.split), rules, context);
            }
        }
        if (!located.split.isEmpty()) {
            throw new BadDataset(
                    "'" + path + "' holds no IDX files, so it has no part '" + located.split + "'.",
                    "Leave out '#" + located.split + "'.");
        }
        if (Files.isDirectory(path)) {
            try (ImageCollection collection = ImageCollection.Folder.open(path)) {
                return openImages(located, collection, rules, context);
            }
        }
        byte[] start = startOf(path);
        if (start.length >= 4 && start[0] == 'P' && start[1] == 'K') {
            try (ImageCollection collection = ImageCollection.Zip.open(path)) {
                return openImages(located, collection, rules, context);
            }
        }
        boolean idx = start.length >= 4 && start[0] == 0 && start[1] == 0;
        if (idx || IdxFile.startsWithGzip(path)) {
            return openIdx(located, path, rules, context);
        }
        throw new BadDataset("'" + path.getFileName() + "' is no data set that can be read.", KINDS);
    }

    private static byte[] startOf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(4);
        }
    }

    private Dataset openIdx(Located located, Path images, DatasetRules rules, JobContext context)
            throws StudioException, IOException {
        IdxPixels source = IdxPixels.open(images, rules);
        if (source.candidates() == 0) {
            throw new BadDataset("'" + images.getFileName() + "' holds no images.", KINDS);
        }
        Optional<Path> labelFile = IdxFolder.labelsOf(images);
        int[] labels = labelFile.isPresent() ? IdxFolder.readLabels(labelFile.get(), source.candidates()) : new int[0];
        Path notesFile = images.resolveSibling(DatasetNotes.FILE_NAME);
        boolean hasNotes = Files.isDirectory(located.path) && Files.isRegularFile(notesFile);
        DatasetNotes notes = hasNotes ? DatasetNotes.parse(Files.readAllBytes(notesFile)) : DatasetNotes.NONE;
        List<String> classes = labels.length == 0
                ? List.of()
                : IdxFolder.classNames(labels, notes.classes(), labelFile.orElse(images));
        PixelStore pixels = storage.store(source, context).pixels();
        DatasetCard card = new DatasetCard(
                located.name(),
                located.path,
                source.candidates(),
                source.shape(),
                classes,
                countClasses(labels, classes.size()),
                Map.of(),
                Map.of(),
                notes.licence(),
                notes.description());
        return new Dataset(card, pixels, labels, List.of(), List.of());
    }

    private Dataset openImages(Located located, ImageCollection collection, DatasetRules rules, JobContext context)
            throws StudioException, IOException {
        List<String> images =
                collection.names().stream().filter(ImageFiles::isImageName).toList();
        if (images.isEmpty()) {
            throw new BadDataset("'" + located.path + "' holds no images.", KINDS);
        }
        DatasetNotes notes = collection.names().contains(DatasetNotes.FILE_NAME)
                ? DatasetNotes.parse(collection.bytes(DatasetNotes.FILE_NAME, DatasetNotes.MAX_BYTES))
                : DatasetNotes.NONE;
        Annotations annotations = Annotations.of(collection, images);
        DecodedImages source = DecodedImages.of(collection, annotations.images(), rules);
        DatasetStorage.Stored stored = storage.store(source, context);
        int[] kept = IntStream.range(0, source.candidates())
                .filter(i -> !stored.skipped().containsKey(i))
                .toArray();
        if (kept.length == 0) {
            throw DecodedImages.noneReadable(
                    source.candidates(),
                    String.join("", stored.skipped().values().stream().limit(1).toList()));
        }
        Annotations of = annotations.select(kept);
        SortedMap<String, String> skipped = new TreeMap<>(annotations.skipped());
        stored.skipped()
                .forEach((slot, reason) -> skipped.put(annotations.images().get(slot), reason));
        DatasetCard card = new DatasetCard(
                located.name(),
                located.path,
                kept.length,
                source.shape(),
                of.classes(),
                countClasses(of.labels(), of.classes().size()),
                valuesOf(of.attributes()),
                Collections.unmodifiableMap(skipped),
                notes.licence(),
                notes.description());
        return new Dataset(card, stored.pixels(), of.labels(), of.attributes(), of.images());
    }

    private static Map<String, List<String>> valuesOf(List<Attribute> attributes) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        attributes.forEach(attribute -> values.put(attribute.name(), attribute.values()));
        return Collections.unmodifiableMap(values);
    }

    private static List<Integer> countClasses(int[] labels, int classes) {
        List<Integer> counts = new ArrayList<>(Collections.nCopies(classes, 0));
        for (int label : labels) {
            counts.set(label, counts.get(label) + 1);
        }
        return List.copyOf(counts);
    }

    /// A path and what follows `#` in its name, if no file has that very name.
    private record Located(Path path, String split) {
        static Located of(Path wish) throws NotFound {
            if (Files.exists(wish)) {
                return new Located(wish, "");
            }
            String name = String.valueOf(wish.getFileName());
            int mark = name.lastIndexOf('#');
            Path folder = wish.resolveSibling(name.substring(0, Math.max(mark, 0)));
            if (mark > 0 && Files.exists(folder)) {
                return new Located(folder, name.substring(mark + 1));
            }
            throw new NotFound(
                    "There is no data set '" + wish + "'.",
                    "Check the path; 'studio datasets' lists the data sets that are known by name.");
        }

        String name() {
            String file = String.valueOf(path.toAbsolutePath().normalize().getFileName());
            String plain = Files.isDirectory(path) ? file : file.replaceFirst("(?i)\\.(zip|gz)$", "");
            return split.isEmpty() ? plain : plain + "#" + split;
        }
    }
}
