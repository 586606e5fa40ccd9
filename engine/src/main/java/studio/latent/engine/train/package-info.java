/// One training loop: steps, optimizers, schedules, checkpoints, events.
@NullMarked
package studio.latent.engine.train;

import org.jspecify.annotations.NullMarked;
