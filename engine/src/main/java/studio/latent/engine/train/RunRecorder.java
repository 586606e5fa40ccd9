package studio.latent.engine.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;

/// Keeps a run's events: in the journal, as TensorBoard events, grids as PNG files, and passes them on to
/// listeners.
final class RunRecorder implements AutoCloseable {
    private final Path folder;
    private final RunJournal journal;
    private final EventFile board;
    private final Consumer<TrainingEvent> listener;

    RunRecorder(Path folder, Consumer<TrainingEvent> listener) throws StudioException {
        this.folder = folder;
        this.listener = listener;
        this.journal = new RunJournal(folder.resolve("journal.jsonl"));
        try {
            this.board = new EventFile(folder.resolve("tensorboard"), seconds());
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /// Records an event and then tells the listener.
    ///
    /// **Errors** [DiskFull] when it cannot be kept: a run that cannot be recorded stops.
    void record(TrainingEvent event) throws StudioException {
        String picture = "";
        try {
            switch (event) {
                case TrainingEvent.Losses losses -> board.scalars(seconds(), losses.step(), losses.terms());
                case TrainingEvent.Speed speed ->
                    board.scalars(
                            seconds(),
                            speed.step(),
                            Map.of("imagesPerSecond", speed.imagesPerSecond(), "learningRate", speed.learningRate()));
                case TrainingEvent.Grid grid -> picture = keep("grid", grid.step(), grid.tiles());
                case TrainingEvent.Reconstructions shown ->
                    picture = keep("reconstructions", shown.step(), shown.tiles());
                case TrainingEvent.CheckpointSaved _, TrainingEvent.StateChanged _, TrainingEvent.Note _ -> {
                    // words only: the journal has them
                }
            }
        } catch (IOException e) {
            throw fault(e);
        }
        journal.append(event, picture);
        listener.accept(event);
    }

    private String keep(String kind, int step, Raster tiles) throws IOException, StudioException {
        Path file = folder.resolve("grids").resolve(String.format(Locale.ROOT, "%s-%09d.png", kind, step));
        Files.createDirectories(folder.resolve("grids"));
        byte[] png = PngFile.encode(tiles, Map.of());
        Files.write(file, png);
        board.image(seconds(), step, kind, tiles.width(), tiles.height(), png);
        return folder.relativize(file).toString();
    }

    private StudioException fault(IOException cause) {
        return new DiskFull(
                "The run's records in " + folder + " could not be written: " + cause.getMessage() + ".",
                "Free some space or choose another folder, then resume the run.",
                cause);
    }

    private static double seconds() {
        return System.currentTimeMillis() / 1000.0;
    }

    @Override
    public void close() {
        journal.close();
        try {
            board.close();
        } catch (IOException _) {
            // every record was flushed when it was written
        }
    }
}
