package studio.latent.engine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Conditioning;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.diffusion.DiffusionSpec;
import studio.latent.engine.model.diffusion.SelfConditioning;
import studio.latent.engine.model.diffusion.TransformerSizes;
import studio.latent.engine.model.diffusion.UNetShape;
import studio.latent.engine.tensor.HostTensor;

/// A `UNet2DModel` as Hugging Face diffusers saves it: `config.json` and `diffusion_pytorch_model.safetensors`,
/// with the noise schedule in `scheduler_config.json` beside it, or in the folder `scheduler` of a pipeline.
///
/// Classes come without names and are called by their numbers; the last of them stands for no class. Without a
/// noise schedule the model is taken to predict noise on the linear one.
///
/// @param weights under the names of the network, which are diffusers' own
public record DiffusersUNet(DiffusionSpec spec, SequencedMap<String, HostTensor> weights) {
    public static final String CONFIG = DiffusersConfig.FILE;
    public static final String WEIGHTS = DiffusersConfig.WEIGHTS;
    private static final String CLASS_NAME = "UNet2DModel";

    /// Whether a folder looks like one, without reading more than a few names.
    public static boolean isPlausible(Path folder) {
        return DiffusersConfig.isPlausible(folder);
    }

    /// Reads a folder.
    ///
    /// **Errors** [studio.latent.engine.error.BadModelFile] for damaged files, [IncompatibleModel] for a network
    /// that has parts which the studio's has not, with the part's name.
    public static DiffusersUNet read(Path folder) throws StudioException {
        DiffusersConfig config = DiffusersConfig.read(folder);
        config.requireClass(CLASS_NAME);
        config.requireFixed(fixedParts());
        DiffusionSpec spec = spec(config, DiffusersSchedule.read(folder));
        requireBlocks(config, spec.network());
        SequencedMap<String, HostTensor> weights = Safetensors.read(folder.resolve(WEIGHTS));
        return new DiffusersUNet(spec, weights);
    }

    /// Parts in which the studio's network has no choice, with diffusers' defaults.
    private static SequencedMap<String, JsonElement> fixedParts() {
        SequencedMap<String, JsonElement> fixed = new LinkedHashMap<>();
        fixed.put("act_fn", new JsonPrimitive("silu"));
        fixed.put("add_attention", new JsonPrimitive(true));
        fixed.put("attn_norm_num_groups", JsonNull.INSTANCE);
        fixed.put("center_input_sample", new JsonPrimitive(false));
        fixed.put("class_embed_type", JsonNull.INSTANCE);
        fixed.put("downsample_padding", new JsonPrimitive(1));
        fixed.put("downsample_type", new JsonPrimitive("conv"));
        fixed.put("dropout", new JsonPrimitive(0.0));
        fixed.put("flip_sin_to_cos", new JsonPrimitive(true));
        fixed.put("freq_shift", new JsonPrimitive(0));
        fixed.put("mid_block_scale_factor", new JsonPrimitive(1));
        fixed.put("mid_block_type", new JsonPrimitive("UNetMidBlock2D"));
        fixed.put("norm_eps", new JsonPrimitive(1e-5));
        fixed.put("num_train_timesteps", JsonNull.INSTANCE);
        fixed.put("resnet_time_scale_shift", new JsonPrimitive("default"));
        fixed.put("time_embedding_dim", JsonNull.INSTANCE);
        fixed.put("time_embedding_type", new JsonPrimitive("positional"));
        fixed.put("upsample_type", new JsonPrimitive("conv"));
        return fixed;
    }

    // ---- reading

    private static DiffusionSpec spec(DiffusersConfig config, DiffusersSchedule schedule) throws StudioException {
        try {
            int height = config.sides().getFirst();
            int width = config.sides().getLast();
            List<Integer> channels = config.numbers("block_out_channels");
            List<Boolean> attention = config.json().getAsJsonArray("down_block_types").asList().stream()
                    .map(type -> type.getAsString().equals("AttnDownBlock2D"))
                    .toList();
            JsonElement classes = config.json().get("num_class_embeds");
            int rows = classes == null || classes.isJsonNull() ? 0 : classes.getAsInt();
            JsonElement head = config.json().get("attention_head_dim");
            int first = attention.indexOf(true);
            return new DiffusionSpec(
                    new ImageShape(config.number("in_channels"), height, width),
                    IntStream.range(0, Math.max(0, rows - 1))
                            .mapToObj(Integer::toString)
                            .toList(),
                    channels.getFirst(),
                    channels.size(),
                    channels.getLast() / channels.getFirst(),
                    config.number("layers_per_block"),
                    first < 0 ? 0 : Math.min(height, width) >> first,
                    head == null || head.isJsonNull() ? channels.getLast() : head.getAsInt(),
                    config.number("norm_num_groups"),
                    schedule.noise(),
                    schedule.prediction(),
                    0,
                    rows == 0 ? Conditioning.NONE : Conditioning.CLASS,
                    0.1);
        } catch (IllegalArgumentException | IllegalStateException | NullPointerException | ClassCastException e) {
            throw new IncompatibleModel(
                    "The network of " + CONFIG + " cannot be used: " + e.getMessage() + ".",
                    "Use a " + CLASS_NAME + " with sides that its levels can halve.",
                    e);
        }
    }

    /// **Errors** [IncompatibleModel] when channels or attention do not follow the rule that the studio's
    /// levels follow.
    private static void requireBlocks(DiffusersConfig config, UNetShape network) throws IncompatibleModel {
        config.requireSame("out_channels", new JsonPrimitive(network.imageChannels()));
        for (Map.Entry<String, JsonElement> block : blocks(network).entrySet()) {
            config.requireSame(block.getKey(), block.getValue());
        }
    }

    private static SequencedMap<String, JsonElement> blocks(UNetShape network) {
        JsonArray channels = new JsonArray();
        JsonArray down = new JsonArray();
        List<String> up = new ArrayList<>();
        for (UNetShape.Level level : network.levels()) {
            channels.add(level.channels());
            down.add(level.attention() ? "AttnDownBlock2D" : "DownBlock2D");
            up.addFirst(level.attention() ? "AttnUpBlock2D" : "UpBlock2D");
        }
        JsonArray upwards = new JsonArray();
        up.forEach(upwards::add);
        SequencedMap<String, JsonElement> blocks = new LinkedHashMap<>();
        blocks.put("block_out_channels", channels);
        blocks.put("down_block_types", down);
        blocks.put("up_block_types", upwards);
        return blocks;
    }

    // ---- writing

    /// Writes the network for diffusers' `UNet2DModel.from_pretrained`, and its schedule for `DDPMScheduler`, into
    /// a folder, which is made if it is not there.
    ///
    /// **Errors** [studio.latent.engine.error.DiskFull], [studio.latent.engine.error.FileTrouble];
    /// [IncompatibleModel] for noise levels that its schedulers do not have, and for networks that are no
    /// `UNet2DModel` or that its pipelines cannot use.
    public void write(AtomicFile files, Path folder) throws StudioException {
        if (spec.transformer().network() != TransformerSizes.Network.UNET) {
            throw new IncompatibleModel(
                    "The model's network is a transformer, which is no " + CLASS_NAME + ".",
                    "Export it as safetensors or TorchScript.");
        }
        requirePlain(spec.selfConditioning());
        JsonObject schedule = new DiffusersSchedule(spec.noiseSchedule(), spec.prediction()).json();
        SequencedMap<Path, AtomicFile.Content> contents =
                contents(folder, spec.network(), SampleShape.of(spec.image()), weights);
        contents.put(folder.resolve(DiffusersSchedule.FILE), AtomicFile.Content.of(RecordJson.text(schedule)));
        writeAll(files, contents);
    }

    /// **Errors** [IncompatibleModel] for a network that is shown its last estimate.
    static void requirePlain(SelfConditioning selfConditioning) throws IncompatibleModel {
        if (selfConditioning == SelfConditioning.ON) {
            throw new IncompatibleModel(
                    "The model is self-conditioned, and no pipeline of diffusers shows a network its last estimate.",
                    "Export it as safetensors or TorchScript.");
        }
    }

    /// The files of a network for samples of any kind, in the order in which they are to be written.
    static SequencedMap<Path, AtomicFile.Content> contents(
            Path folder, UNetShape network, SampleShape sample, SequencedMap<String, HostTensor> weights) {
        DiffusersConfig written = DiffusersConfig.of(CLASS_NAME);
        written.fill(fixedParts());
        written.fill(blocks(network));
        JsonObject config = written.json();
        config.addProperty("attention_head_dim", network.headChannels());
        config.addProperty("in_channels", network.imageChannels());
        config.addProperty("out_channels", network.imageChannels());
        config.addProperty("layers_per_block", network.blocks());
        config.addProperty("norm_num_groups", network.groups());
        config.add(
                "num_class_embeds",
                network.conditions() == 0 ? JsonNull.INSTANCE : new JsonPrimitive(network.conditions()));
        JsonArray size = new JsonArray();
        size.add(sample.height());
        size.add(sample.width());
        config.add("sample_size", size);
        SequencedMap<Path, AtomicFile.Content> contents = new LinkedHashMap<>();
        contents.put(
                folder.resolve(WEIGHTS), SafetensorsWriter.content(weights, Map.of("format", "pt"), Precision.FLOAT32));
        contents.put(folder.resolve(CONFIG), AtomicFile.Content.of(RecordJson.text(config)));
        return contents;
    }

    /// Writes all files or none, into folders that are made if they are not there.
    static void writeAll(AtomicFile files, SequencedMap<Path, AtomicFile.Content> contents) throws StudioException {
        for (Path file : contents.keySet()) {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
            } catch (IOException e) {
                throw FileFault.writing(file, e);
            }
        }
        files.writeAll(contents, AtomicFile.Previous.REPLACED);
    }
}
