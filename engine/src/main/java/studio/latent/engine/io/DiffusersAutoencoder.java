package studio.latent.engine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.AutoencoderNetwork;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.vae.AutoencoderKlSpec;
import studio.latent.engine.tensor.HostTensor;

/// An `AutoencoderKL` as Hugging Face diffusers saves it: `config.json` and `diffusion_pytorch_model.safetensors`.
///
/// @param weights under the names of the network, which are diffusers' own, and the scaling factor, which diffusers
/// keeps in its configuration
public record DiffusersAutoencoder(AutoencoderKlSpec spec, SequencedMap<String, HostTensor> weights) {
    public static final String CLASS_NAME = "AutoencoderKL";

    /// Whether a folder holds one.
    public static boolean isIn(Path folder) throws StudioException {
        return DiffusersConfig.isPlausible(folder)
                && DiffusersConfig.read(folder).className().equals(CLASS_NAME);
    }

    /// Reads a folder.
    ///
    /// **Errors** [studio.latent.engine.error.BadModelFile] for damaged files, [IncompatibleModel] for a network
    /// that has parts which the studio's has not, with the part's name.
    public static DiffusersAutoencoder read(Path folder) throws StudioException {
        DiffusersConfig config = DiffusersConfig.read(folder);
        config.requireClass(CLASS_NAME);
        config.requireFixed(fixedParts());
        AutoencoderKlSpec spec = spec(config);
        for (Map.Entry<String, JsonElement> part : parts(spec).entrySet()) {
            config.requireSame(part.getKey(), part.getValue());
        }
        SequencedMap<String, HostTensor> weights = DiffusersWeights.read(folder);
        weights.put(AutoencoderNetwork.SCALING_FACTOR, new HostTensor(new int[] {1}, new float[] {scale(config)}));
        return new DiffusersAutoencoder(spec, weights);
    }

    /// Parts in which the studio's network has no choice, with diffusers' defaults.
    private static SequencedMap<String, JsonElement> fixedParts() {
        SequencedMap<String, JsonElement> fixed = new LinkedHashMap<>();
        fixed.put("act_fn", new JsonPrimitive("silu"));
        fixed.put("latents_mean", JsonNull.INSTANCE);
        fixed.put("latents_std", JsonNull.INSTANCE);
        fixed.put("mid_block_add_attention", new JsonPrimitive(true));
        fixed.put("shift_factor", JsonNull.INSTANCE);
        fixed.put("use_post_quant_conv", new JsonPrimitive(true));
        fixed.put("use_quant_conv", new JsonPrimitive(true));
        return fixed;
    }

    private static float scale(DiffusersConfig config) throws IncompatibleModel {
        JsonElement found = config.json().get("scaling_factor");
        double scale = found == null || !found.isJsonPrimitive() ? 0.18215 : found.getAsDouble();
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new IncompatibleModel(
                    "The autoencoder's scaling_factor is " + scale + ", where a positive number belongs.",
                    "Download the model again.");
        }
        return (float) scale;
    }

    private static AutoencoderKlSpec spec(DiffusersConfig config) throws IncompatibleModel {
        return DiffusersConfig.usable("an " + CLASS_NAME, () -> {
            List<Integer> sides = config.sides();
            List<Integer> channels = config.numbers("block_out_channels");
            AutoencoderShape shape = new AutoencoderShape(
                    config.number("latent_channels"),
                    channels.getFirst(),
                    channels.size(),
                    channels.getLast() / channels.getFirst(),
                    config.number("layers_per_block"),
                    config.number("norm_num_groups"));
            ImageShape image = new ImageShape(config.number("in_channels"), sides.getFirst(), sides.getLast());
            AutoencoderKlSpec usual = AutoencoderKlSpec.defaults(image);
            return new AutoencoderKlSpec(image, shape, usual.reconstruction(), usual.klWeight());
        });
    }

    /// What follows from the sizes.
    private static SequencedMap<String, JsonElement> parts(AutoencoderKlSpec spec) {
        JsonArray channels = new JsonArray();
        JsonArray down = new JsonArray();
        JsonArray up = new JsonArray();
        for (int width : spec.network().channels()) {
            channels.add(width);
            down.add("DownEncoderBlock2D");
            up.add("UpDecoderBlock2D");
        }
        SequencedMap<String, JsonElement> parts = new LinkedHashMap<>();
        parts.put("block_out_channels", channels);
        parts.put("down_block_types", down);
        parts.put("out_channels", new JsonPrimitive(spec.image().channels()));
        parts.put("up_block_types", up);
        return parts;
    }

    /// Writes the network for diffusers' `AutoencoderKL.from_pretrained` into a folder, which is made if it is not
    /// there.
    ///
    /// **Errors** [studio.latent.engine.error.DiskFull], [studio.latent.engine.error.FileTrouble].
    public void write(AtomicFile files, Path folder) throws StudioException {
        DiffusersUNet.writeAll(files, contents(folder));
    }

    /// The files, in the order in which they are to be written.
    SequencedMap<Path, AtomicFile.Content> contents(Path folder) {
        DiffusersConfig config = DiffusersConfig.of(CLASS_NAME);
        config.fill(fixedParts());
        config.fill(parts(spec));
        SequencedMap<String, HostTensor> stored = new LinkedHashMap<>(weights);
        HostTensor scale = stored.remove(AutoencoderNetwork.SCALING_FACTOR);
        if (scale == null) {
            throw new IllegalArgumentException("weights must hold " + AutoencoderNetwork.SCALING_FACTOR);
        }
        config.json().addProperty("in_channels", spec.image().channels());
        config.json().addProperty("latent_channels", spec.network().latentChannels());
        config.json().addProperty("layers_per_block", spec.network().blocks());
        config.json().addProperty("norm_num_groups", spec.network().groups());
        config.json()
                .add(
                        "sample_size",
                        DiffusersConfig.sides(
                                spec.image().height(), spec.image().width()));
        config.json().addProperty("scaling_factor", scale.values()[0]);
        SequencedMap<Path, AtomicFile.Content> contents = new LinkedHashMap<>();
        contents.put(
                folder.resolve(DiffusersConfig.WEIGHTS),
                SafetensorsWriter.content(stored, Map.of("format", "pt"), Precision.FLOAT32));
        contents.put(folder.resolve(DiffusersConfig.FILE), AtomicFile.Content.of(DiffusersConfig.text(config.json())));
        return contents;
    }
}
