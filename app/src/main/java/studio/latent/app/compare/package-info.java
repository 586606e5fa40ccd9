/// Compare: two to five models on the same seeds and the same data, by numbers and by eye.
@NullMarked
package studio.latent.app.compare;

import org.jspecify.annotations.NullMarked;
