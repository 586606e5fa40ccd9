package com.sun.glass.ui.offscreen;

import com.sun.glass.ui.Application;
import com.sun.glass.ui.headless.HeadlessPlatformFactory;
import com.sun.glass.ui.headless.OffscreenApplication;

/// The platform that `-Dglass.platform=Offscreen` chooses: JavaFX without a display, on a screen of any size.
public final class OffscreenPlatformFactory extends HeadlessPlatformFactory {
    @Override
    public Application createApplication() {
        return new OffscreenApplication();
    }
}
