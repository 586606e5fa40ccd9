/// Controls of the studio: each a [javafx.scene.control.Control] with its skin, its keys and its words for screen
/// readers.
///
/// They know neither the engine (except its image values) nor the session; whoever uses one connects its properties.
@NullMarked
package studio.latent.app.control;

import org.jspecify.annotations.NullMarked;
