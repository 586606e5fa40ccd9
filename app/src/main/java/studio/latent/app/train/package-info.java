/// Train: choose data, a model type and settings; watch, steer and resume the runs of this process.
@NullMarked
package studio.latent.app.train;

import org.jspecify.annotations.NullMarked;
