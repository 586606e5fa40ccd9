/// Directions of latent spaces: how they are found, how far they reach, how sure they are and what else they
/// change.
///
/// What is here computes on numbers: latents, labels and probabilities of attributes that others found.
@NullMarked
package studio.latent.engine.direction;

import org.jspecify.annotations.NullMarked;
