package studio.latent.engine.io;

/// In what form a model leaves the studio.
public enum ExportFormat {
    /// A model folder: `model.json` and safetensors files.
    SAFETENSORS,
    /// One `.pt` file that `torch.jit.load` opens.
    TORCHSCRIPT,
    /// A folder that Hugging Face diffusers loads: diffusion models only.
    DIFFUSERS
}
