/// From a request to images: seeds, batches, recipes.
@NullMarked
package studio.latent.engine.generate;

import org.jspecify.annotations.NullMarked;
