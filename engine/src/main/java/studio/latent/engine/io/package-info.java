/// Model files: safetensors, JSON, TorchScript archives, PyTorch state dicts. Reading one executes nothing.
@NullMarked
package studio.latent.engine.io;

import org.jspecify.annotations.NullMarked;
