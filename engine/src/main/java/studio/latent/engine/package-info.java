/// The facade: what the window and the command line may ask of the engine. Every verb that takes time returns a `Job`.
@NullMarked
package studio.latent.engine;

import org.jspecify.annotations.NullMarked;
