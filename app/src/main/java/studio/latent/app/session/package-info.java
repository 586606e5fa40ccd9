/// What the places share: the open model, the latent under the hand, the undo tree, the jobs under way.
@NullMarked
package studio.latent.app.session;

import org.jspecify.annotations.NullMarked;
