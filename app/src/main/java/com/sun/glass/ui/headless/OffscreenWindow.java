package com.sun.glass.ui.headless;

import com.sun.glass.ui.Pixels;
import com.sun.glass.ui.Screen;
import com.sun.glass.ui.Window;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import javafx.scene.paint.Color;

/// A window that keeps its own picture, so that a capture can lay all windows over each other in their order.
///
/// **Units** pixels; pictures are premultiplied ARGB.
final class OffscreenWindow extends HeadlessWindow {
    private static final int OPAQUE_BLACK = 0xff000000;

    private int[] picture = new int[0];
    private int pictureWidth;
    private int pictureHeight;

    OffscreenWindow(Window owner, Screen screen, int styleMask) {
        super(new HeadlessWindowManager(), owner, screen, ByteBuffer.allocate(0), styleMask);
    }

    @Override
    void blit(Pixels pixels) {
        int area = pixels.getWidth() * pixels.getHeight();
        if (picture.length != area) {
            picture = new int[area];
        }
        Buffer source = pixels.getBuffer();
        switch (source) {
            case IntBuffer ints -> ints.get(0, picture, 0, area);
            case ByteBuffer bytes -> bytes.asIntBuffer().get(0, picture, 0, area);
            default -> throw new IllegalStateException("pixels must be ints or bytes, got " + source.getClass());
        }
        pictureWidth = pixels.getWidth();
        pictureHeight = pixels.getHeight();
    }

    /// Nothing to clear: there is no shared frame buffer in which a closed window would leave a hole.
    @Override
    void clearRect(int x, int width, int y, int height) {}

    @Override
    public Color getColor(int x, int y) {
        int[] pixel = new int[1];
        getScreenCapture(x, y, 1, 1, pixel, false);
        return Color.rgb(pixel[0] >> 16 & 0xff, pixel[0] >> 8 & 0xff, pixel[0] & 0xff);
    }

    @Override
    public void getScreenCapture(int x, int y, int width, int height, int[] target, boolean scaleToFit) {
        Arrays.fill(target, 0, width * height, OPAQUE_BLACK);
        for (Window window : Window.getWindows()) {
            if (window instanceof OffscreenWindow layer && layer.isVisible() && !layer.isMinimized()) {
                layer.paintOver(target, x, y, width, height);
            }
        }
    }

    /// Lays this window's picture over `target`, which shows the screen's area that begins at (`left`, `top`).
    private void paintOver(int[] target, int left, int top, int width, int height) {
        int fromColumn = Math.max(left, getX());
        int toColumn = Math.min(left + width, getX() + pictureWidth);
        int fromRow = Math.max(top, getY());
        int toRow = Math.min(top + height, getY() + pictureHeight);
        for (int row = fromRow; row < toRow; row++) {
            int source = (row - getY()) * pictureWidth - getX();
            int sink = (row - top) * width - left;
            for (int column = fromColumn; column < toColumn; column++) {
                target[sink + column] = over(picture[source + column], target[sink + column]);
            }
        }
    }

    /// Premultiplied "source over" on an opaque ground.
    private static int over(int source, int ground) {
        int through = 255 - (source >>> 24);
        if (through == 0) {
            return source;
        }
        int result = OPAQUE_BLACK;
        for (int shift = 0; shift <= 16; shift += 8) {
            int channel = (source >> shift & 0xff) + (ground >> shift & 0xff) * through / 255;
            result |= Math.min(255, channel) << shift;
        }
        return result;
    }
}
