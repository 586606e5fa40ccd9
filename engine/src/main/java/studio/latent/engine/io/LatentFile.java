package studio.latent.engine.io;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.ShiftedLatent;
import studio.latent.engine.model.SparseVector;
import studio.latent.engine.tensor.HostTensor;

/// One latent in a safetensors file: the array `latent`, shape `[d]`, float32; the metadata name the model. Where the
/// latent's styles are moved, the array `styleShift`, shape `[layers, s]`, says how far; where what a layer makes is
/// moved, the array `mapShift.` with the layer's number, shape `[C · H · W]`, does.
public final class LatentFile {
    private static final String FORMAT = "latent-studio/latent/1";
    private static final String NAME = "latent";
    private static final String SHIFT = "styleShift";
    private static final String MAP_SHIFT = "mapShift.";
    private static final String REMEDY = "Use a file that 'studio encode' or 'studio arithmetic' wrote.";

    private LatentFile() {}

    /// Writes atomically. The folder must exist.
    ///
    /// **Errors** [studio.latent.engine.error.DiskFull], [studio.latent.engine.error.FileTrouble].
    ///
    /// @param layers with styles that the model has; not looked at where no style is moved
    public static void write(Path file, ShiftedLatent styled, int layers, ModelCard model) throws StudioException {
        Latent latent = styled.latent();
        Map<String, HostTensor> arrays = new HashMap<>();
        arrays.put(NAME, new HostTensor(new int[] {latent.dimension()}, latent.values()));
        DecoderShift shift = styled.shift();
        if (shift != null && shift.styles().length > 0) {
            arrays.put(SHIFT, new HostTensor(new int[] {layers, shift.styles().length / layers}, shift.styles()));
        }
        if (shift != null) {
            shift.maps()
                    .forEach((layer, map) ->
                            arrays.put(MAP_SHIFT + layer, new HostTensor(new int[] {map.size()}, map.dense())));
        }
        Safetensors.write(
                new AtomicFile(),
                file,
                arrays,
                Map.of("format", FORMAT, "model", model.name(), "modelHash", model.hash()));
    }

    /// **Errors** [BadModelFile] when the file is broken or holds no latent, [studio.latent.engine.error.NotFound].
    public static ShiftedLatent read(Path file) throws StudioException {
        try (Safetensors open = Safetensors.open(file)) {
            float[] latent = array(open, NAME, 1, file);
            float[] styles = open.names().contains(SHIFT) ? array(open, SHIFT, 2, file) : new float[0];
            TreeMap<Integer, SparseVector> maps = new TreeMap<>();
            for (String name : open.names()) {
                if (name.startsWith(MAP_SHIFT)) {
                    maps.put(layer(name, file), SparseVector.of(array(open, name, 1, file)));
                }
            }
            boolean moved = styles.length > 0 || !maps.isEmpty();
            return new ShiftedLatent(new Latent(latent), moved ? new DecoderShift(styles, maps) : null);
        }
    }

    private static int layer(String name, Path file) throws BadModelFile {
        String number = name.substring(MAP_SHIFT.length());
        if (!number.matches("\\d{1,4}")) {
            throw new BadModelFile("The array '" + name + "' in " + file + " names no layer.", REMEDY);
        }
        return Integer.parseInt(number);
    }

    private static float[] array(Safetensors open, String name, int dimensions, Path file) throws StudioException {
        HostTensor tensor = open.tensor(name);
        if (tensor.shape().length != dimensions || tensor.size() == 0) {
            throw new BadModelFile(
                    "The array '" + name + "' in " + file + " is not one " + (dimensions == 1 ? "row" : "table")
                            + " of numbers.",
                    REMEDY);
        }
        for (float value : tensor.values()) {
            if (!Float.isFinite(value)) {
                throw new BadModelFile("The latent in " + file + " holds a number that is not finite.", REMEDY);
            }
        }
        return tensor.values();
    }
}
