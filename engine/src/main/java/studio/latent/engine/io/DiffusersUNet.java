package studio.latent.engine.io;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.UNetLayout;
import studio.latent.engine.model.diffusion.DiffusionSpec;
import studio.latent.engine.model.diffusion.SelfConditioning;
import studio.latent.engine.model.diffusion.TransformerSizes;
import studio.latent.engine.model.diffusion.UNetShape;
import studio.latent.engine.model.diffusion.UNetSizes;
import studio.latent.engine.tensor.HostTensor;

/// A `UNet2DModel` as Hugging Face diffusers saves it: `config.json` and `diffusion_pytorch_model.safetensors`,
/// with the noise schedule in `scheduler_config.json` beside it, or in the folder `scheduler` of a pipeline.
///
/// Classes come without names and are called by their numbers; the last of them stands for no class. Without a
/// noise schedule the model is taken to predict noise on the linear one.
///
/// @param weights under the names of the network, which are diffusers' own
/// @param notes what had to be assumed or was left out, each a sentence or two for the user
public record DiffusersUNet(DiffusionSpec spec, SequencedMap<String, HostTensor> weights, List<String> notes) {
    public static final String CONFIG = DiffusersConfig.FILE;
    public static final String WEIGHTS = DiffusersConfig.WEIGHTS;

    public DiffusersUNet {
        notes = List.copyOf(notes);
    }

    public DiffusersUNet(DiffusionSpec spec, SequencedMap<String, HostTensor> weights) {
        this(spec, weights, List.of());
    }

    /// Whether a folder looks like one, without reading more than a few names.
    public static boolean isPlausible(Path folder) {
        return DiffusersConfig.isPlausible(folder);
    }

    /// Whether a folder looks like a pipeline that has one for its network.
    public static boolean isInPipeline(Path folder) {
        return isPlausible(folder.resolve(DiffusersLatents.NETWORK));
    }

    /// Reads the network of a pipeline's folder.
    ///
    /// **Errors** as [#read].
    public static DiffusersUNet readPipeline(Path folder) throws StudioException {
        return read(folder.resolve(DiffusersLatents.NETWORK));
    }

    /// Reads a folder.
    ///
    /// **Errors** [studio.latent.engine.error.BadModelFile] for damaged files, [IncompatibleModel] for a network
    /// that has parts which the studio's has not, with the part's name.
    public static DiffusersUNet read(Path folder) throws StudioException {
        DiffusersNetwork network = DiffusersNetwork.read(folder);
        DiffusionSpec spec = DiffusersNetwork.usable(() -> spec(network));
        return new DiffusersUNet(spec, DiffusersWeights.read(folder), network.notes());
    }

    private static DiffusionSpec spec(DiffusersNetwork network) {
        SampleShape sample = network.sample();
        UNetSizes sizes = network.sizes();
        DiffusionSpec plain = new DiffusionSpec(
                new ImageShape(sample.channels(), sample.height(), sample.width()),
                network.conditions(),
                sizes.width(),
                sizes.levels(),
                sizes.growth(),
                sizes.blocks(),
                sizes.attentionSide(),
                sizes.headChannels(),
                sizes.groups(),
                network.schedule().noise(),
                network.schedule().prediction(),
                0,
                network.conditioning(),
                0.1);
        UNetLayout layout = network.ownLayout();
        return layout == null ? plain : plain.withLayout(layout);
    }

    /// Writes the network for diffusers' `UNet2DModel.from_pretrained`, and its schedule for `DDPMScheduler`, into
    /// a folder, which is made if it is not there.
    ///
    /// **Errors** [studio.latent.engine.error.DiskFull], [studio.latent.engine.error.FileTrouble];
    /// [IncompatibleModel] for noise levels that its schedulers do not have, and for networks that are no
    /// `UNet2DModel` or that its pipelines cannot use.
    public void write(AtomicFile files, Path folder) throws StudioException {
        if (spec.transformer().network() != TransformerSizes.Network.UNET) {
            throw new IncompatibleModel(
                    "The model's network is a transformer, which is no " + DiffusersNetwork.CLASS_NAME + ".",
                    "Export it as safetensors or TorchScript.");
        }
        requirePlain(spec.selfConditioning());
        JsonObject schedule = new DiffusersSchedule(spec.noiseSchedule(), spec.prediction()).json();
        SequencedMap<Path, AtomicFile.Content> contents =
                contents(folder, spec.network(), SampleShape.of(spec.image()), weights);
        contents.put(folder.resolve(DiffusersSchedule.FILE), AtomicFile.Content.of(DiffusersConfig.text(schedule)));
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
        DiffusersConfig written = DiffusersConfig.of(DiffusersNetwork.CLASS_NAME);
        written.fill(DiffusersLayout.parts(network.layout()));
        JsonObject config = written.json();
        config.addProperty("in_channels", network.imageChannels());
        config.addProperty("out_channels", network.imageChannels());
        config.add(
                "num_class_embeds",
                network.conditions() == 0 ? JsonNull.INSTANCE : new JsonPrimitive(network.conditions()));
        config.add("sample_size", DiffusersConfig.sides(sample.height(), sample.width()));
        SequencedMap<Path, AtomicFile.Content> contents = new LinkedHashMap<>();
        contents.put(
                folder.resolve(WEIGHTS), SafetensorsWriter.content(weights, Map.of("format", "pt"), Precision.FLOAT32));
        contents.put(folder.resolve(CONFIG), AtomicFile.Content.of(DiffusersConfig.text(config)));
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
