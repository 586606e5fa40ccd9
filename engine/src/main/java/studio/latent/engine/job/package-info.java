/// Work that takes time: jobs with progress, cancellation and an outcome.
@NullMarked
package studio.latent.engine.job;

import org.jspecify.annotations.NullMarked;
