/// Networks written once as graphs: recorded to TorchScript text for training, inference and export.
@NullMarked
package studio.latent.engine.nn;

import org.jspecify.annotations.NullMarked;
