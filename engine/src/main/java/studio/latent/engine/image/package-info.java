/// Images as values: 8-bit rasters, their file formats, their sizes.
@NullMarked
package studio.latent.engine.image;

import org.jspecify.annotations.NullMarked;
