package studio.latent.engine.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import studio.latent.engine.error.BadDataset;

/// Finds the image and label files of an IDX data set by their usual names.
///
/// A folder may hold several splits, such as `train-images-idx3-ubyte.gz` and `t10k-images-idx3-ubyte.gz`. A
/// split is named by what stands before `images`; `t10k` is called `test`. Without a wish `train` is taken when
/// it is there.
final class IdxFolder {
    private static final Pattern IMAGES =
            Pattern.compile("(?<split>.*?)[-_.]?images[-_.]idx3[-_.]ubyte(\\.gz)?", Pattern.CASE_INSENSITIVE);
    private static final String DEFAULT_SPLIT = "train";

    private IdxFolder() {}

    /// Split name → file with its images; empty when the folder holds no IDX images.
    static SortedMap<String, Path> splits(Path folder) throws IOException {
        SortedMap<String, Path> splits = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            // sorted, so that a plain file goes before its compressed twin
            for (Path file : files.sorted().toList()) {
                var matcher = IMAGES.matcher(String.valueOf(file.getFileName()));
                if (matcher.matches() && Files.isRegularFile(file)) {
                    splits.putIfAbsent(splitName(matcher.group("split")), file);
                }
            }
        }
        return splits;
    }

    private static String splitName(String prefix) {
        String lower = prefix.toLowerCase(Locale.ROOT);
        if (lower.endsWith("t10k")) {
            return lower.substring(0, lower.length() - 4) + "test";
        }
        return lower.isEmpty() ? "all" : lower;
    }

    /// The images of one split.
    ///
    /// @param wish a split's name, or empty for the default
    static Path choose(Path folder, SortedMap<String, Path> splits, String wish) throws BadDataset {
        String known = String.join(", ", splits.keySet());
        Path first = splits.values().iterator().next();
        if (wish.isEmpty()) {
            Path chosen = splits.size() == 1 ? first : splits.get(DEFAULT_SPLIT);
            if (chosen != null) {
                return chosen;
            }
            throw new BadDataset(
                    "The folder '" + folder + "' holds several data sets: " + known + ".",
                    "Name one of them, as in '" + folder + "#" + splits.firstKey() + "'.");
        }
        Path chosen = splits.get(wish.toLowerCase(Locale.ROOT));
        if (chosen == null) {
            throw new BadDataset(
                    "The folder '" + folder + "' holds no data set '" + wish + "'.", "Choose one of: " + known + ".");
        }
        return chosen;
    }

    /// The file with the labels that belong to a file with images, if it is there.
    static Optional<Path> labelsOf(Path images) {
        String name = String.valueOf(images.getFileName());
        String labels = name.replaceFirst("(?i)images([-_.])idx3", "labels$1idx1");
        if (labels.equals(name)) {
            return Optional.empty();
        }
        String plain = labels.replaceFirst("(?i)\\.gz$", "");
        return Stream.of(labels, plain, plain + ".gz")
                .map(images::resolveSibling)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /// The labels in a file, which must be as many as there are images.
    static int[] readLabels(Path file, int count) throws BadDataset, IOException {
        try (IdxFile idx = IdxFile.open(file, 1)) {
            if (idx.size(0) != count) {
                throw new BadDataset(
                        "'" + file.getFileName() + "' holds " + idx.size(0) + " labels for " + count + " images.",
                        "Put the labels that belong to these images beside them, or remove the file.");
            }
            byte[] bytes = new byte[count];
            idx.readFully(bytes);
            idx.finish();
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = bytes[i] & 0xff;
            }
            return labels;
        }
    }

    /// Names for the labels: those given, or the numbers from 0 to the largest label.
    static List<String> classNames(int[] labels, List<String> given, Path file) throws BadDataset {
        int needed = 0;
        for (int label : labels) {
            needed = Math.max(needed, label + 1);
        }
        if (given.isEmpty()) {
            return Stream.iterate(0, i -> i + 1)
                    .limit(needed)
                    .map(String::valueOf)
                    .toList();
        }
        if (given.size() < needed) {
            throw new BadDataset(
                    "'" + file.getFileName() + "' has a label " + (needed - 1) + ", and " + DatasetNotes.FILE_NAME
                            + " names only " + given.size() + " classes.",
                    "Name a class for each label in " + DatasetNotes.FILE_NAME + ".");
        }
        return given;
    }
}
