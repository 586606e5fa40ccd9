package studio.latent.engine.io;

import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.UNetLayout;
import studio.latent.engine.model.diffusion.UNetShape;
import studio.latent.engine.model.diffusion.UNetSizes;

/// What the folder of a `UNet2DModel` says of it, whatever its samples are.
///
/// @param sample what it denoises
/// @param rows of the table that its classes are looked up in; 0 for a network without
/// @param notes what had to be assumed or was left out, each a sentence or two for the user
record DiffusersNetwork(
        UNetLayout layout, SampleShape sample, int rows, DiffusersSchedule schedule, List<String> notes) {
    static final String CLASS_NAME = "UNet2DModel";

    /// Reads a folder.
    ///
    /// **Errors** [studio.latent.engine.error.BadModelFile] for damaged files, [IncompatibleModel] for a network
    /// that has parts which the studio's has not, with the part's name.
    static DiffusersNetwork read(Path folder) throws StudioException {
        DiffusersConfig config = DiffusersConfig.read(folder);
        config.requireClass(CLASS_NAME);
        config.requireFixed(DiffusersLayout.fixedParts());
        DiffusersSchedule schedule = DiffusersSchedule.read(folder);
        List<Integer> sides = config.sides();
        DiffusersNetwork network = usable(() -> {
            UNetLayout layout = DiffusersLayout.read(config);
            SampleShape sample = new SampleShape(config.number("in_channels"), sides.getFirst(), sides.getLast());
            int rows = config.isNull("num_class_embeds") ? 0 : config.number("num_class_embeds");
            UNetShape.of(layout, sample, Math.max(0, rows - 1));
            return new DiffusersNetwork(layout, sample, rows, schedule, notes(config, rows, folder));
        });
        config.requireSame("out_channels", new JsonPrimitive(network.sample.channels()));
        return network;
    }

    private static List<String> notes(DiffusersConfig config, int rows, Path folder) {
        List<String> notes = new ArrayList<>();
        if (!DiffusersSchedule.isGiven(folder)) {
            notes.add(
                    "There was no " + DiffusersSchedule.FILE + " with it, so it is taken to predict noise (epsilon) on"
                            + " the linear noise schedule; if it was trained otherwise, its images will be wrong: put that file"
                            + " beside its " + DiffusersConfig.FILE + " and import it again.");
        }
        if (rows > 1) {
            notes.add("It knows its classes by numbers, of which the last, " + (rows - 1)
                    + ", is taken to stand for no class.");
        }
        if (!config.isNull("dropout") && config.json().get("dropout").getAsDouble() != 0) {
            notes.add("It was trained with dropout " + config.json().get("dropout")
                    + ", which a training that goes on from it here does not have.");
        }
        return notes;
    }

    /// What `made` makes of the values that a file holds.
    ///
    /// **Errors** [IncompatibleModel] for values that do not fit together or are none.
    static <T> T usable(DiffusersConfig.Made<T> made) throws IncompatibleModel {
        return DiffusersConfig.usable("a " + CLASS_NAME, made);
    }

    /// The sizes that come nearest to it.
    UNetSizes sizes() {
        return UNetSizes.nearest(layout, sample);
    }

    /// The layout, where it does not follow from the sizes; else null.
    @Nullable
    UNetLayout ownLayout() {
        return sizes().shape(sample, conditions().size()).layout().equals(layout) ? null : layout;
    }

    /// Its classes, by number.
    List<String> conditions() {
        return IntStream.range(0, Math.max(0, rows - 1))
                .mapToObj(Integer::toString)
                .toList();
    }

    Conditioning conditioning() {
        return rows == 0 ? Conditioning.NONE : Conditioning.CLASS;
    }
}
