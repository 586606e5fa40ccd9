package com.sun.glass.ui.headless;

import com.sun.glass.ui.GlassRobot;
import com.sun.glass.ui.Screen;
import com.sun.glass.ui.Window;
import org.jspecify.annotations.Nullable;

/// JavaFX's headless platform with a screen of any size and with captures that show pop-ups over windows.
///
/// JavaFX 26 brings a headless platform, but its frame buffer is fixed at 1000×1000 and a pop-up erases what it
/// covers. Tests and `studio screenshot` need neither limit. This package and its neighbour `offscreen` are the
/// only code of the studio that knows JavaFX's internals; they act only where `-Dglass.platform=Offscreen` asks for
/// them. `-Dstudio.screen=1600x1000` sets the screen's size in pixels.
public final class OffscreenApplication extends HeadlessApplication {
    private static final int DOTS_PER_INCH = 96;

    private final int screenWidth;
    private final int screenHeight;
    private Screen @Nullable [] screens;
    private @Nullable HeadlessRobot robot;

    public OffscreenApplication() {
        String size = System.getProperty("studio.screen", "1600x1000");
        String[] sides = size.split("x", 2);
        if (sides.length != 2 || !sides[0].matches("[1-9]\\d{1,4}") || !sides[1].matches("[1-9]\\d{1,4}")) {
            throw new IllegalArgumentException("studio.screen must be WIDTHxHEIGHT, got " + size);
        }
        screenWidth = Integer.parseInt(sides[0]);
        screenHeight = Integer.parseInt(sides[1]);
    }

    @Override
    protected Screen[] staticScreen_getScreens() {
        Screen[] known = screens;
        if (known == null) {
            int w = screenWidth;
            int h = screenHeight;
            int dpi = DOTS_PER_INCH;
            known = new Screen[] {new Screen(0, 32, 0, 0, w, h, 0, 0, w, h, 0, 0, w, h, dpi, dpi, 1, 1, 1, 1)};
            screens = known;
        }
        return known;
    }

    /// Pop-ups have shadows and round corners: without this they would be black boxes.
    @Override
    protected boolean _supportsTransparentWindows() {
        return true;
    }

    @Override
    public GlassRobot createRobot() {
        HeadlessRobot made = (HeadlessRobot) super.createRobot();
        robot = made;
        return made;
    }

    @Override
    public Window createWindow(Window owner, Screen screen, int styleMask) {
        OffscreenWindow window = new OffscreenWindow(owner, screen, styleMask);
        HeadlessRobot present = robot;
        if (present != null) {
            present.windowAdded(window);
            window.setRobot(present);
        }
        return window;
    }
}
