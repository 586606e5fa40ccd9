package studio.latent.engine.generate;

import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import studio.latent.engine.model.SparseVector;

/// How far what layers make is moved, as text: `layer=vector`, separated by semicolons, each vector as
/// [SparseVector#text] has it.
final class MapShiftText {
    private static final String LAYERS = ";";
    private static final String IS = "=";

    private MapShiftText() {}

    static String of(SortedMap<Integer, SparseVector> maps) {
        StringJoiner text = new StringJoiner(LAYERS);
        maps.forEach((layer, map) -> text.add(layer + IS + map.text()));
        return text.toString();
    }

    /// **Errors** [IllegalArgumentException] for a text that is none.
    static SortedMap<Integer, SparseVector> maps(String text) {
        TreeMap<Integer, SparseVector> maps = new TreeMap<>();
        for (String layer : text.split(LAYERS, -1)) {
            String[] parts = layer.split(IS, 2);
            if (!parts[0].matches("\\d{1,4}") || parts.length != 2) {
                throw new IllegalArgumentException("a layer's shift has its number in front");
            }
            if (maps.put(Integer.valueOf(parts[0]), SparseVector.parse(parts[1])) != null) {
                throw new IllegalArgumentException("layer " + parts[0] + " is moved twice");
            }
        }
        return maps;
    }
}
