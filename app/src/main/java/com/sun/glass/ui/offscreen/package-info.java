/// Entry point of the off-screen display: JavaFX looks a platform up by the name of its package.
///
/// See [com.sun.glass.ui.headless.OffscreenApplication] for what it does and why it lives under this name.
@NullMarked
package com.sun.glass.ui.offscreen;

import org.jspecify.annotations.NullMarked;
