package studio.latent.engine.data;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import studio.latent.engine.error.BadDataset;

/// What is known of each image file besides its pixels: a class, attributes.
///
/// A table `attributes.csv` (or `labels.csv`) beside the images names a file in its first column; a column
/// `label` or `class` gives the class, every other column an attribute. Without such a column, two or more
/// folders side by side are classes.
///
/// @param images relative paths
/// @param labels one for each image, or none at all
/// @param skipped file → why it cannot be used
record Annotations(
        List<String> images,
        int[] labels,
        List<String> classes,
        List<Attribute> attributes,
        SortedMap<String, String> skipped) {
    private static final List<String> TABLES = List.of("attributes.csv", "labels.csv");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int NONE = -1;

    /// Finds the annotations of `images`; those that must have a class and have none are moved to `skipped`.
    static Annotations of(ImageCollection collection, List<String> images) throws BadDataset, IOException {
        Optional<String> table =
                TABLES.stream().filter(collection.names()::contains).findFirst();
        Annotations found = byFolder(images);
        if (table.isPresent()) {
            CsvTable csv = CsvTable.parse(table.get(), collection.bytes(table.get(), CsvTable.MAX_BYTES));
            found = found.with(table.get(), csv);
        }
        int[] usable = found.labels.length == 0
                ? all(images.size())
                : Arrays.stream(all(images.size()))
                        .filter(new LabelledOnly(found.labels)::test)
                        .toArray();
        return found.select(usable);
    }

    private record LabelledOnly(int[] labels) {
        boolean test(int image) {
            return labels[image] != NONE;
        }
    }

    private static int[] all(int count) {
        int[] indices = new int[count];
        Arrays.setAll(indices, i -> i);
        return indices;
    }

    /// The annotations of some of the images, in the order given.
    Annotations select(int[] indices) {
        List<Attribute> chosen = attributes.stream()
                .map(a -> new Attribute(a.name(), a.values(), pick(a.codes(), indices)))
                .toList();
        int[] chosenLabels = labels.length == 0 ? labels : pick(labels, indices);
        List<String> names = Arrays.stream(indices).mapToObj(images::get).toList();
        return new Annotations(names, chosenLabels, classes, chosen, skipped);
    }

    private static int[] pick(int[] values, int[] indices) {
        return Arrays.stream(indices).map(i -> values[i]).toArray();
    }

    /// Classes by folder, if at least half of the images lie in two or more folders side by side.
    private static Annotations byFolder(List<String> images) {
        TreeSet<String> folders = new TreeSet<>();
        int inFolders = 0;
        for (String image : images) {
            int end = image.indexOf('/');
            if (end > 0) {
                folders.add(image.substring(0, end));
                inFolders++;
            }
        }
        if (folders.size() < 2 || inFolders * 2 < images.size()) {
            return new Annotations(images, new int[0], List.of(), List.of(), new TreeMap<>());
        }
        List<String> classes = List.copyOf(folders);
        SortedMap<String, String> skipped = new TreeMap<>();
        int[] labels = new int[images.size()];
        for (int i = 0; i < labels.length; i++) {
            String image = images.get(i);
            labels[i] = image.contains("/") ? classes.indexOf(image.substring(0, image.indexOf('/'))) : NONE;
            if (labels[i] == NONE) {
                skipped.put(image, "It lies beside the class folders, so it has no class.");
            }
        }
        return new Annotations(images, labels, classes, List.of(), skipped);
    }

    private Annotations with(String tableName, CsvTable csv) throws BadDataset {
        if (csv.header().size() < 2) {
            throw new BadDataset(
                    "'" + tableName + "' has only the column '" + csv.header().getFirst() + "'.",
                    "Name the file in the first column and its attributes in the others.");
        }
        SortedMap<String, String> unusable = new TreeMap<>();
        int[] rowOf = matchRows(tableName, csv, unusable);
        List<Attribute> found = new ArrayList<>();
        Optional<Attribute> label = Optional.empty();
        for (int column = 1; column < csv.header().size(); column++) {
            Attribute attribute = attribute(csv, column, rowOf);
            String name = attribute.name();
            if (label.isEmpty() && (name.equalsIgnoreCase("label") || name.equalsIgnoreCase("class"))) {
                label = Optional.of(attribute);
            } else {
                found.add(attribute);
            }
        }
        if (label.isEmpty()) {
            unusable.putAll(skipped);
            return new Annotations(images, labels, classes, found, unusable);
        }
        for (int i = 0; i < rowOf.length; i++) {
            if (label.get().codes()[i] == Attribute.UNKNOWN) {
                unusable.put(images.get(i), "It has no " + label.get().name() + " in " + tableName + ".");
            }
        }
        List<String> sorted = sortedClasses(label.get().values());
        List<String> words = label.get().values();
        int[] codes = Arrays.stream(label.get().codes())
                .map(code -> code == Attribute.UNKNOWN ? NONE : sorted.indexOf(words.get(code)))
                .toArray();
        return new Annotations(images, codes, sorted, found, unusable);
    }

    /// Row of each image, or none; rows without an image are noted.
    private int[] matchRows(String tableName, CsvTable csv, SortedMap<String, String> unusable) throws BadDataset {
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < images.size(); i++) {
            String path = normal(images.get(i));
            byName.merge(path.substring(path.lastIndexOf('/') + 1), i, (a, b) -> NONE);
        }
        for (int i = 0; i < images.size(); i++) {
            byName.put(normal(images.get(i)), i);
        }
        int[] rowOf = new int[images.size()];
        Arrays.fill(rowOf, NONE);
        boolean any = false;
        for (int row = 0; row < csv.rows().size(); row++) {
            String file = csv.rows().get(row).getFirst();
            int image = byName.getOrDefault(normal(file), NONE);
            if (image == NONE) {
                unusable.put(file, "It is named in " + tableName + ", but there is no one image of that name.");
            } else if (rowOf[image] != NONE) {
                throw new BadDataset(
                        "'" + tableName + "' names '" + file + "' twice.", "Keep one line for each image.");
            } else {
                rowOf[image] = row;
                any = true;
            }
        }
        if (!any) {
            throw new BadDataset(
                    "The first column of '" + tableName + "', '" + csv.header().getFirst()
                            + "', names none of the images.",
                    "Name each image's file there, as in '" + images.getFirst() + "'.");
        }
        return rowOf;
    }

    /// One spelling for paths of all systems: `/`, composed characters, no `./` in front.
    private static String normal(String path) {
        String text = Normalizer.normalize(path.strip(), Normalizer.Form.NFC).replace('\\', '/');
        return text.startsWith("./") ? text.substring(2) : text;
    }

    private static Attribute attribute(CsvTable csv, int column, int[] rowOf) {
        Map<String, Integer> codes = new LinkedHashMap<>();
        for (List<String> row : csv.rows()) {
            String value = row.get(column).strip();
            if (!value.isEmpty()) {
                codes.putIfAbsent(value, codes.size());
            }
        }
        int[] perImage = Arrays.stream(rowOf)
                .map(row -> row == NONE
                        ? Attribute.UNKNOWN
                        : codes.getOrDefault(csv.rows().get(row).get(column).strip(), Attribute.UNKNOWN))
                .toArray();
        return new Attribute(csv.header().get(column), List.copyOf(codes.keySet()), perImage);
    }

    /// Whole numbers by size, anything else by letters.
    private static List<String> sortedClasses(List<String> values) {
        boolean numbers = values.stream().allMatch(WHOLE_NUMBER.asMatchPredicate());
        return values.stream()
                .sorted(numbers ? Comparator.comparingInt(Integer::parseInt) : Comparator.naturalOrder())
                .toList();
    }
}
