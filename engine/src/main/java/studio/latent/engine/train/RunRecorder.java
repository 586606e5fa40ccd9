package studio.latent.engine.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.Disk;
import studio.latent.engine.io.FileFault;

/// Keeps a run's events: in the journal, as TensorBoard events, grids as PNG files, and passes them on to
/// listeners.
final class RunRecorder implements AutoCloseable {
    private final Path folder;
    private final AtomicFile files;
    private final RunJournal journal;
    private final EventFile board;
    private final Consumer<TrainingEvent> listener;

    /// **Errors** [DiskFull] or [FileTrouble] when the records cannot be begun.
    RunRecorder(Disk disk, Path folder, Consumer<TrainingEvent> listener) throws StudioException {
        this.folder = folder;
        this.listener = listener;
        this.files = new AtomicFile(disk);
        try {
            Files.createDirectories(folder.resolve("grids"));
            this.journal = new RunJournal(disk, folder.resolve("journal.jsonl"));
            this.board = new EventFile(disk, folder.resolve("tensorboard"), seconds());
        } catch (IOException e) {
            throw fault(e);
        }
    }

    /// Records an event and then tells the listener.
    ///
    /// **Errors** [DiskFull] or [FileTrouble] when it cannot be kept: a run that cannot be recorded stops.
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
                case TrainingEvent.Measured measured ->
                    board.scalars(seconds(), measured.step(), scalars(measured.points()));
                case TrainingEvent.Health health -> {
                    if (!health.vitals().isEmpty()) {
                        board.scalars(seconds(), health.step(), health.vitals());
                    }
                }
                case TrainingEvent.Judgements _,
                        TrainingEvent.CheckpointSaved _,
                        TrainingEvent.StateChanged _,
                        TrainingEvent.Note _ -> {
                    // the journal has them
                }
            }
            journal.append(event, picture);
        } catch (IOException e) {
            throw fault(e);
        }
        listener.accept(event);
    }

    private static Map<String, Double> scalars(List<MetricPoint> points) {
        Map<String, Double> scalars = new LinkedHashMap<>();
        for (MetricPoint point : points) {
            String tag = "metric/" + point.metric();
            scalars.put(tag, point.value());
            if (point.low() != null && point.high() != null) {
                scalars.put(tag + "/low", point.low());
                scalars.put(tag + "/high", point.high());
            }
            if (point.floor() != null) {
                scalars.put(tag + "/floor", point.floor());
            }
        }
        return scalars;
    }

    private String keep(String kind, int step, Raster tiles) throws IOException, StudioException {
        Path file = folder.resolve("grids").resolve(String.format(Locale.ROOT, "%s-%09d.png", kind, step));
        byte[] png = PngFile.encode(tiles, Map.of());
        files.write(file, AtomicFile.Content.of(png));
        board.image(seconds(), step, kind, tiles.width(), tiles.height(), png);
        return folder.relativize(file).toString();
    }

    private StudioException fault(IOException cause) {
        StudioException why = FileFault.writing(folder, cause);
        String remedy =
                "The run stopped; its checkpoints are whole. Make room or set the folder right, then resume it.";
        return why instanceof DiskFull
                ? new DiskFull("There is no space left for the run's records in " + folder + ".", remedy, cause)
                : new FileTrouble(why.problem(), remedy, cause);
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
