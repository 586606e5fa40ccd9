/// The off-screen display's windows; in this package because JavaFX's headless windows share their pixels only here.
@NullMarked
package com.sun.glass.ui.headless;

import org.jspecify.annotations.NullMarked;
