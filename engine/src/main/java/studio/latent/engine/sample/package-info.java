/// Loops that turn noise into images in steps: samplers, sigma schedules, guidance, inversion and edits.
///
/// A sampler sees nothing of a model but [Denoiser]: the expected image given a noisy one. All work is done on
/// values in host memory in float64; only the network behind a denoiser touches a device.
@NullMarked
package studio.latent.engine.sample;

import org.jspecify.annotations.NullMarked;
