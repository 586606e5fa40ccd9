/// Generative adversarial networks: a generator and a discriminator, and the rules of their game.
@NullMarked
package studio.latent.engine.model.gan;

import org.jspecify.annotations.NullMarked;
