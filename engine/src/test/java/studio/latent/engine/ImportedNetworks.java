package studio.latent.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.DiffusersUNet;
import studio.latent.engine.io.Safetensors;
import studio.latent.engine.model.ExportedModule;
import studio.latent.engine.model.diffusion.Diffusion;

/// Folders as diffusers writes them, with weights that a training would begin with.
final class ImportedNetworks {
    private static final int SEED = 6;

    private ImportedNetworks() {}

    /// @param config the text of its configuration
    static Path write(Path folder, String config) throws IOException, StudioException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(DiffusersUNet.CONFIG), config);
        AtomicFile files = new AtomicFile();
        Path weights = folder.resolve(DiffusersUNet.WEIGHTS);
        Safetensors.write(files, weights, Map.of(), Map.of());
        Diffusion model = new Diffusion(DiffusersUNet.read(folder).spec());
        Safetensors.write(files, weights, ExportedModule.of(model).parameters().initial(SEED), Map.of());
        return folder;
    }
}
