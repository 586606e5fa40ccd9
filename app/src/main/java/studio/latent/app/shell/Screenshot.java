package studio.latent.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import javafx.util.Duration;
import studio.latent.app.fx.FxThread;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;

/// Draws the window into a PNG file without a display.
///
/// The picture is taken when it has stood still for a moment: when the engine is there, the model is open and
/// the first image is shown. Something that never stands still is drawn as it is after a minute.
public final class Screenshot {
    private static final Duration LOOK_EVERY = Duration.millis(200);
    /// A studio without any model has no first image.
    private static final Duration LONGEST_FIRST_IMAGE = Duration.seconds(20);

    private static final int STILL_LOOKS = 8;
    private static final int MOST_LOOKS = 300;
    private static final long PATIENCE_SECONDS = 120;

    private final CompletableFuture<Raster> taken = new CompletableFuture<>();
    private final Shot shot;
    private int[] last = new int[0];
    private int still;
    private int looks;
    private boolean settled;
    private BooleanSupplier working = () -> true;

    private Screenshot(Shot shot) {
        this.shot = shot;
    }

    /// What to draw.
    ///
    /// @param place id of the place to open
    /// @param model name or folder of the model to open first; empty for none
    /// @param run folder of the training run to show in Train; empty for none
    /// @param light whether to draw the light theme
    /// @param width width in pixels, in [320, 4096]
    /// @param height height in pixels, in [240, 4096]
    public record Shot(String place, String model, String run, boolean light, int width, int height) {
        public Shot {
            if (width < 320 || height < 240 || width > ImageShape.MAX_SIDE || height > ImageShape.MAX_SIDE) {
                throw new IllegalArgumentException(
                        "size must be from 320×240 to 4096×4096, got " + width + "×" + height);
            }
        }
    }

    /// Draws the window and writes it to `target`. Not for the JavaFX thread; leaves the toolkit running.
    ///
    /// **Errors** [BadOption] for an unknown place; what opening the model says;
    /// [FileTrouble] if the file cannot be written.
    public static Path take(Contents.Maker maker, Shot shot, Path target) throws StudioException {
        System.setProperty("glass.platform", "Offscreen");
        System.setProperty("prism.order", "sw");
        System.setProperty("studio.screen", shot.width() + "x" + shot.height());
        Screenshot screenshot = new Screenshot(shot);
        onToolkit(() -> screenshot.begin(maker));
        Raster picture = screenshot.await();
        try {
            Path parent = target.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Files.write(target, PngFile.encode(picture, Map.of()));
        } catch (IOException e) {
            throw new FileTrouble(target + " could not be written.", "Choose a folder that can be written.", e);
        }
    }

    private static void onToolkit(Runnable action) {
        try {
            Platform.startup(action);
        } catch (IllegalStateException _) {
            // The toolkit runs already.
            Platform.runLater(action);
        }
        Platform.setImplicitExit(false);
    }

    private Raster await() throws StudioException {
        try {
            return taken.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StudioException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the window never stood still", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void begin(Contents.Maker maker) {
        StudioWindow window = new StudioWindow(new FxThread(), Messages.ofSystem(), shot.width(), shot.height());
        window.shell().lightProperty().set(shot.light());
        Stage stage = new Stage(StageStyle.UNDECORATED);
        stage.setX(0);
        stage.setY(0);
        window.open(stage, "", maker);
        stage.setWidth(shot.width());
        stage.setHeight(shot.height());
        Timeline timer = new Timeline(new KeyFrame(LOOK_EVERY, _ -> look(window)));
        timer.setCycleCount(Timeline.INDEFINITE);
        timer.play();
        window.whenFilled(contents -> prepare(window, contents), taken::completeExceptionally);
        var _ = taken.whenComplete((_, _) -> Platform.runLater(() -> {
            timer.stop();
            window.close();
            stage.close();
        }));
    }

    private void prepare(StudioWindow window, Contents contents) {
        working = contents::isWorking;
        if (!window.shell().places().contains(shot.place())) {
            taken.completeExceptionally(new BadOption(
                    "There is no place called " + shot.place() + ".",
                    "Choose one of: " + String.join(", ", window.shell().places()) + "."));
            return;
        }
        Runnable arrive = () -> arriveWithImage(window, contents);
        Runnable openModel =
                shot.model().isEmpty() ? arrive : () -> contents.open(shot.model(), outcome -> goOn(outcome, arrive));
        if (shot.run().isEmpty()) {
            openModel.run();
        } else {
            contents.showRun(Path.of(shot.run()), outcome -> goOn(outcome, openModel));
        }
    }

    private void goOn(Outcome<?> outcome, Runnable next) {
        if (outcome instanceof Outcome.Failed<?>(Throwable cause)) {
            taken.completeExceptionally(cause);
        } else {
            next.run();
        }
    }

    private void arriveWithImage(StudioWindow window, Contents contents) {
        contents.whenFirstImage(() -> arrive(window));
        PauseTransition noModel = new PauseTransition(LONGEST_FIRST_IMAGE);
        noModel.setOnFinished(_ -> arrive(window));
        noModel.play();
    }

    private void arrive(StudioWindow window) {
        if (!settled) {
            window.shell().go(shot.place());
            settled = true;
        }
    }

    /// Takes the picture as soon as it is the same as at the looks before.
    private void look(StudioWindow window) {
        if (!settled || taken.isDone()) {
            return;
        }
        if (window.scene().getFocusOwner() instanceof TextInputControl) {
            // A caret blinks for ever.
            window.scene().getRoot().requestFocus();
        }
        looks++;
        WritableImage image = window.scene().snapshot(null);
        int[] pixels = new int[shot.width() * shot.height()];
        int width = Math.min(shot.width(), (int) image.getWidth());
        int height = Math.min(shot.height(), (int) image.getHeight());
        image.getPixelReader()
                .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, shot.width());
        boolean quiet = window.shell().jobs().isEmpty() && !working.getAsBoolean();
        still = quiet && Arrays.equals(pixels, last) ? still + 1 : 0;
        last = pixels;
        if (still >= STILL_LOOKS || looks >= MOST_LOOKS) {
            taken.complete(Raster.ofArgb(shot.height(), shot.width(), pixels));
        }
    }
}
