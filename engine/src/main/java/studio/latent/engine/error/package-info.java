/// What can go wrong through no bug of the studio: one sealed exception, each with a problem and a remedy for the user.
@NullMarked
package studio.latent.engine.error;

import org.jspecify.annotations.NullMarked;
