package studio.latent.engine.io;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.AutoencoderShape;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.UNetLayout;
import studio.latent.engine.model.diffusion.DenoisingObjective;
import studio.latent.engine.model.diffusion.LatentDiffusion;
import studio.latent.engine.model.diffusion.LatentDiffusionSpec;
import studio.latent.engine.model.diffusion.TransformerSizes;
import studio.latent.engine.model.vae.AutoencoderKlSpec;
import studio.latent.engine.tensor.HostTensor;

/// A model in the latent space of an autoencoder, as the parts that Hugging Face diffusers keeps of one: the
/// folders `unet` with a `UNet2DModel`, `vae` with its `AutoencoderKL`, and `scheduler` with the noise levels.
///
/// Latents between the two are multiplied with the autoencoder's `scaling_factor`, as its pipelines do.
///
/// @param weights under the names of the model, those of the autoencoder behind [LatentDiffusion#AUTOENCODER]
/// @param notes what had to be assumed or was left out, each a sentence or two for the user
public record DiffusersLatents(LatentDiffusionSpec spec, SequencedMap<String, HostTensor> weights, List<String> notes) {
    static final String NETWORK = "unet";
    static final String AUTOENCODER = "vae";
    static final String SCHEDULE = "scheduler";

    /// How the pipeline of diffusers for such models calls its autoencoder, of whichever class it is.
    private static final String PIPELINES_AUTOENCODER = "vqvae";

    public DiffusersLatents {
        notes = List.copyOf(notes);
    }

    public DiffusersLatents(LatentDiffusionSpec spec, SequencedMap<String, HostTensor> weights) {
        this(spec, weights, List.of());
    }

    /// Whether a folder looks like one, without reading more than a few names.
    public static boolean isPlausible(Path folder) {
        return DiffusersConfig.isPlausible(folder.resolve(NETWORK))
                && (DiffusersConfig.isPlausible(folder.resolve(AUTOENCODER))
                        || DiffusersConfig.isPlausible(folder.resolve(PIPELINES_AUTOENCODER)));
    }

    /// Reads the parts of a model from a folder.
    ///
    /// **Errors** [studio.latent.engine.error.BadModelFile] for damaged files, [IncompatibleModel] for a network or
    /// an autoencoder with parts which the studio's have not, with the part's name, and for two that do not fit.
    public static DiffusersLatents read(Path folder) throws StudioException {
        DiffusersNetwork network = DiffusersNetwork.read(folder.resolve(NETWORK));
        Path own = folder.resolve(AUTOENCODER);
        DiffusersAutoencoder coder = DiffusersAutoencoder.read(
                DiffusersConfig.isPlausible(own) ? own : folder.resolve(PIPELINES_AUTOENCODER));
        LatentDiffusionSpec spec = DiffusersNetwork.usable(() -> spec(network, coder.spec()));
        SequencedMap<String, HostTensor> weights = new LinkedHashMap<>(DiffusersWeights.read(folder.resolve(NETWORK)));
        coder.weights().forEach((name, weight) -> weights.put(LatentDiffusion.AUTOENCODER + name, weight));
        return new DiffusersLatents(spec, weights, network.notes());
    }

    /// The image's size is that which the network's latents have.
    private static LatentDiffusionSpec spec(DiffusersNetwork network, AutoencoderKlSpec coder) {
        AutoencoderShape shape = coder.network();
        SampleShape latent = network.sample();
        if (latent.channels() != shape.latentChannels()) {
            throw new IllegalArgumentException("in_channels must be the autoencoder's latent_channels, "
                    + shape.latentChannels() + ", got " + latent.channels());
        }
        ImageShape image = new ImageShape(
                coder.image().channels(), latent.height() * shape.factor(), latent.width() * shape.factor());
        LatentDiffusionSpec plain = new LatentDiffusionSpec(
                image,
                network.conditions(),
                shape,
                TransformerSizes.NONE,
                network.sizes(),
                new DenoisingObjective(
                        network.schedule().noise(), network.schedule().prediction(), 0, network.conditioning(), 0.1));
        UNetLayout layout = network.ownLayout();
        return layout == null ? plain : plain.withLayout(layout);
    }

    /// Writes the parts into folders, which are made if they are not there: all of them or none.
    ///
    /// **Errors** [IncompatibleModel] for a transformer and for noise levels that no scheduler has;
    /// [studio.latent.engine.error.DiskFull], [studio.latent.engine.error.FileTrouble].
    public void write(AtomicFile files, Path folder) throws StudioException {
        if (spec.transformer().network() != TransformerSizes.Network.UNET) {
            throw new IncompatibleModel(
                    "The model's network is a transformer, which is no UNet2DModel.",
                    "Export it as safetensors or TorchScript.");
        }
        DiffusersUNet.requirePlain(spec.objective().selfConditioning());
        JsonObject schedule = new DiffusersSchedule(
                        spec.objective().noiseSchedule(), spec.objective().prediction())
                .json();
        SequencedMap<String, HostTensor> network = new LinkedHashMap<>();
        SequencedMap<String, HostTensor> autoencoder = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> {
            if (name.startsWith(LatentDiffusion.AUTOENCODER)) {
                autoencoder.put(name.substring(LatentDiffusion.AUTOENCODER.length()), tensor);
            } else {
                network.put(name, tensor);
            }
        });
        AutoencoderKlSpec usual = AutoencoderKlSpec.defaults(spec.image());
        AutoencoderKlSpec coder =
                new AutoencoderKlSpec(spec.image(), spec.autoencoder(), usual.reconstruction(), usual.klWeight());
        SequencedMap<Path, AtomicFile.Content> contents =
                DiffusersUNet.contents(folder.resolve(NETWORK), spec.shape(), spec.latent(), network);
        contents.putAll(new DiffusersAutoencoder(coder, autoencoder).contents(folder.resolve(AUTOENCODER)));
        contents.put(
                folder.resolve(SCHEDULE).resolve(DiffusersSchedule.FILE),
                AtomicFile.Content.of(DiffusersConfig.text(schedule)));
        DiffusersUNet.writeAll(files, contents);
    }
}
