/// Variational autoencoders.
@NullMarked
package studio.latent.engine.model.vae;

import org.jspecify.annotations.NullMarked;
