package studio.latent.engine.data;

import java.util.ArrayList;
import java.util.List;

/// What a data set says of each image, as weights of named conditions: its class, or the value of each attribute.
///
/// **Shapes** a row of weights has one place for each name and a last one, which is 1 for an image of which nothing
/// is said.
public final class ImageConditions {
    private final List<String> names;

    /// By image the places that are 1.
    private final int[][] places;

    private ImageConditions(List<String> names, int[][] places) {
        this.names = List.copyOf(names);
        this.places = places;
    }

    /// Nothing, of any image.
    public static ImageConditions none() {
        return new ImageConditions(List.of(), new int[0][]);
    }

    /// The class of each image; nothing where there are no labels.
    public static ImageConditions classes(Dataset dataset) {
        if (!dataset.hasLabels()) {
            return none();
        }
        int[] labels = dataset.labels();
        int[][] places = new int[labels.length][];
        for (int i = 0; i < labels.length; i++) {
            places[i] = new int[] {labels[i]};
        }
        return new ImageConditions(dataset.classes(), places);
    }

    /// Each attribute's value as `attribute=value`; nothing where there are no attributes.
    public static ImageConditions attributes(Dataset dataset) {
        List<String> names = new ArrayList<>();
        List<List<Integer>> found = new ArrayList<>();
        for (int i = 0; i < dataset.count(); i++) {
            found.add(new ArrayList<>());
        }
        for (Attribute attribute : dataset.attributes()) {
            for (int i = 0; i < dataset.count(); i++) {
                int code = attribute.codes()[i];
                if (code != Attribute.UNKNOWN) {
                    found.get(i).add(names.size() + code);
                }
            }
            attribute
                    .values()
                    .forEach(value ->
                            names.add(ConditionName.of(attribute.name(), value).text()));
        }
        int[][] places = found.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        return names.isEmpty() ? none() : new ImageConditions(names, places);
    }

    /// The conditions' names in the order of their places.
    public List<String> names() {
        return names;
    }

    /// What is said of an image. **Shapes** `[names + 1]`; `[0]` where nothing is said of any.
    public float[] weights(int image) {
        if (names.isEmpty()) {
            return new float[0];
        }
        float[] weights = new float[names.size() + 1];
        for (int place : places[image]) {
            weights[place] = 1;
        }
        if (places[image].length == 0) {
            weights[names.size()] = 1;
        }
        return weights;
    }
}
