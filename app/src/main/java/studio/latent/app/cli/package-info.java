/// The command line: one small class a verb, all through the same facade as the window. Loads no JavaFX class.
@NullMarked
package studio.latent.app.cli;

import org.jspecify.annotations.NullMarked;
