/// Data sets: readers, resize rules, storage, deterministic epochs, statistics.
@NullMarked
package studio.latent.engine.data;

import org.jspecify.annotations.NullMarked;
