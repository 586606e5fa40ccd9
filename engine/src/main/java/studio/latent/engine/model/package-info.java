/// Models by capability, their latents and priors, and the catalogue of those that can be trained here.
@NullMarked
package studio.latent.engine.model;

import org.jspecify.annotations.NullMarked;
