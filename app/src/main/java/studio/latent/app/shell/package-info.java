/// The window around the places: navigation, status bar, shortcuts, theme, pictures of the window.
///
/// The shell knows no place; [Contents] hands them over.
@NullMarked
package studio.latent.app.shell;

import org.jspecify.annotations.NullMarked;
