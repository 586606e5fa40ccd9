/// Diffusion models: networks that estimate the image in a noisy image.
@NullMarked
package studio.latent.engine.model.diffusion;

import org.jspecify.annotations.NullMarked;
