/// Words of the window in the user's language.
@NullMarked
package studio.latent.app.l10n;

import org.jspecify.annotations.NullMarked;
