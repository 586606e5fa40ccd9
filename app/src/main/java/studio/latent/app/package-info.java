/// The studio's window and command line: the composition root.
@NullMarked
package studio.latent.app;

import org.jspecify.annotations.NullMarked;
