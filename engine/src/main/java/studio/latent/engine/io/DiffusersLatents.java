package studio.latent.engine.io;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.StudioException;
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
public record DiffusersLatents(LatentDiffusionSpec spec, SequencedMap<String, HostTensor> weights) {
    static final String NETWORK = "unet";
    static final String AUTOENCODER = "vae";
    static final String SCHEDULE = "scheduler";

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
        SequencedMap<Path, AtomicFile.Content> contents = DiffusersUNet.contents(
                folder.resolve(NETWORK),
                spec.unet().shape(spec.latent(), spec.conditions().size()),
                spec.latent(),
                network);
        contents.putAll(new DiffusersAutoencoder(coder, autoencoder).contents(folder.resolve(AUTOENCODER)));
        contents.put(
                folder.resolve(SCHEDULE).resolve(DiffusersSchedule.FILE),
                AtomicFile.Content.of(RecordJson.text(schedule)));
        DiffusersUNet.writeAll(files, contents);
    }
}
