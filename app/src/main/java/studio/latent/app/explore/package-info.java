/// The place where one walks through a latent space by hand: sliders, seeds, a plane, paths between pinned images.
@NullMarked
package studio.latent.app.explore;

import org.jspecify.annotations.NullMarked;
