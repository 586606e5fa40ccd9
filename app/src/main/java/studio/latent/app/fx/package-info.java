/// Between the engine's threads and the window's: jobs as properties, the newest value once a frame.
@NullMarked
package studio.latent.app.fx;

import org.jspecify.annotations.NullMarked;
