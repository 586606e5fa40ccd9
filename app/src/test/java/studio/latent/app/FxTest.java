package studio.latent.app;

import atlantafx.base.theme.NordDark;
import com.sun.javafx.scene.input.DragboardHelper;
import com.sun.javafx.tk.TKClipboard;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.TransferMode;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// Base of tests that need a window: shows a node, works it with mouse and keys, waits for what should happen.
///
/// TestFX stays behind this class. There is no display: see [com.sun.glass.ui.headless.OffscreenApplication].
public abstract class FxTest {
    private static final long PATIENCE_SECONDS = 60;

    private final FxRobot robot = new FxRobot();
    private @Nullable Stage stage;
    private int shotsKept;

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void closeWindow() {
        robot.release(new KeyCode[0]);
        robot.release(new MouseButton[0]);
        Stage window = stage;
        if (window != null) {
            onFx(window::close);
        }
    }

    /// Makes a node on the JavaFX thread and shows it as the window's content, in the studio's look.
    protected <N extends Parent> N show(double width, double height, Supplier<N> content) {
        N shown = callFx(() -> {
            Application.setUserAgentStylesheet(new NordDark().getUserAgentStylesheet());
            N root = content.get();
            Scene scene = new Scene(root, width, height);
            String css =
                    FxTest.class.getResource("/studio/latent/ui/studio.css").toExternalForm();
            scene.getStylesheets().add(css);
            Stage window = new Stage();
            window.setX(0);
            window.setY(0);
            window.setScene(scene);
            window.show();
            window.toFront();
            window.requestFocus();
            stage = window;
            return root;
        });
        settle();
        return shown;
    }

    protected Stage stage() {
        return Objects.requireNonNull(stage, "show() something first");
    }

    /// Runs `action` on the JavaFX thread and waits for what it has caused.
    protected void onFx(Runnable action) {
        callFx(() -> {
            action.run();
            return true;
        });
        settle();
    }

    /// What `question` answers on the JavaFX thread.
    protected <T> T callFx(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(PATIENCE_SECONDS * 1000, question);
    }

    /// Waits until the JavaFX thread has nothing left to do.
    protected void settle() {
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Waits until `condition` holds on the JavaFX thread; fails after some seconds.
    protected void waitUntil(String what, BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> callFx(condition::getAsBoolean));
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain until " + what, e);
        }
        settle();
    }

    protected void click(Node node) {
        robot.clickOn(node);
        settle();
    }

    /// Clicks on what a CSS selector or a visible text names.
    protected void click(String query) {
        robot.clickOn(query);
        settle();
    }

    protected void doubleClick(Node node) {
        robot.doubleClickOn(node);
        settle();
    }

    protected void rightClick(Node node) {
        robot.rightClickOn(node);
        settle();
    }

    /// Moves the mouse to a point of `node`, in its own coordinates.
    protected void hover(Node node, double x, double y) {
        robot.moveTo(screenPoint(node, x, y));
        settle();
    }

    /// Presses at one point of `node`, moves to another and lets go.
    protected void drag(Node node, double fromX, double fromY, double toX, double toY) {
        robot.drag(screenPoint(node, fromX, fromY), MouseButton.PRIMARY).dropTo(screenPoint(node, toX, toY));
        settle();
    }

    /// Drops files onto the middle of `node`. Returns whether something there took them.
    protected boolean drop(Node node, Path... files) {
        List<File> dropped = Stream.of(files).map(Path::toFile).toList();
        TKClipboard carried = (TKClipboard) Proxy.newProxyInstance(
                TKClipboard.class.getClassLoader(), new Class<?>[] {TKClipboard.class}, (_, method, arguments) -> {
                    return switch (method.getName()) {
                        case "hasContent" -> DataFormat.FILES.equals(arguments[0]);
                        case "getContent" -> dropped;
                        case "getContentTypes" -> Set.of(DataFormat.FILES);
                        case "getTransferModes" -> Set.of(TransferMode.COPY);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
        boolean taken = callFx(() -> {
            Dragboard board = DragboardHelper.createDragboard(carried);
            double x = node.getLayoutBounds().getCenterX();
            double y = node.getLayoutBounds().getCenterY();
            Point2D screen = node.localToScreen(x, y);
            DragEvent event = new DragEvent(
                    DragEvent.DRAG_DROPPED,
                    board,
                    x,
                    y,
                    screen.getX(),
                    screen.getY(),
                    TransferMode.COPY,
                    null,
                    null,
                    null);
            node.fireEvent(event);
            return event.isDropCompleted();
        });
        settle();
        return taken;
    }

    private Point2D screenPoint(Node node, double x, double y) {
        return callFx(() -> node.localToScreen(x, y));
    }

    /// Presses keys together and lets them go.
    protected void press(KeyCode... keys) {
        robot.push(keys);
        settle();
    }

    protected void type(String text) {
        robot.write(text);
        settle();
    }

    protected void focus(Node node) {
        onFx(node::requestFocus);
    }

    /// The first node under the window's root that `selector` names.
    protected <N extends Node> N find(String selector, Class<N> type) {
        return robot.lookup(selector).queryAs(type);
    }

    /// Whether `selector` names a node that is shown.
    protected boolean isShown(String selector) {
        return robot.lookup(selector).tryQuery().map(Node::isVisible).orElse(false);
    }

    /// The window's pixels. With `-Dstudio.shots=DIR` each is kept there as a PNG to look at.
    protected Image picture() {
        Image shot = callFx(() -> stage().getScene().snapshot(null));
        String folder = System.getProperty("studio.shots", "");
        if (!folder.isEmpty()) {
            keep(shot, Path.of(folder));
        }
        return shot;
    }

    private void keep(Image shot, Path folder) {
        int width = (int) shot.getWidth();
        int height = (int) shot.getHeight();
        int[] pixels = new int[width * height];
        shot.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        Path file = folder.resolve(getClass().getSimpleName() + "-" + shotsKept + ".png");
        shotsKept++;
        try {
            Files.createDirectories(folder);
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
