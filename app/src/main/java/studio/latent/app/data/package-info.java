/// Data: the data sets at hand with their statistics and thumbnails; import by dropping a folder.
@NullMarked
package studio.latent.app.data;

import org.jspecify.annotations.NullMarked;
