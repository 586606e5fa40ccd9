package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.Disk;

class RunHistoryTest {
    private static final List<TrainingEvent> EVENTS = List.of(
            new TrainingEvent.StateChanged(0, TrainingState.RUNNING),
            new TrainingEvent.Losses(1, 8, Map.of("total", 3.5, "kl", 0.25)),
            new TrainingEvent.Measured(
                    1,
                    List.of(
                            new MetricPoint("frechet-distance", 12.5, 11.0, 14.0, 1.5, 1000, "mixed5"),
                            new MetricPoint("recall", 0.25, null, null, null, 1000, "mixed5"))),
            new TrainingEvent.Judgements(1, List.of(0.25, 0.75), List.of(0.5, 0.5)),
            new TrainingEvent.CheckpointSaved(2, "step-000000002.safetensors"),
            new TrainingEvent.Note(2, "A remark."));

    @TempDir
    Path folder;

    private void record(List<TrainingEvent> events) throws Exception {
        try (RunRecorder recorder = new RunRecorder(Disk.local(), folder, _ -> {})) {
            for (TrainingEvent event : events) {
                recorder.record(event);
            }
        }
    }

    private Path journal() {
        return folder.resolve("journal.jsonl");
    }

    @Test
    void whatWasRecordedIsReadBack() throws Exception {
        record(EVENTS);

        RunHistory history = RunHistory.read(folder);

        assertThat(history.events()).isEqualTo(EVENTS);
        assertThat(history.skipped()).isZero();
        assertThat(RunHistory.lastStep(folder)).isEqualTo(2);
    }

    @Test
    void ofThePicturesTheNewestIsReadAndOneOutsideTheFolderIsNot() throws Exception {
        Raster first = new Raster(new ImageShape(1, 2, 2), new byte[] {1, 2, 3, 4});
        Raster second = new Raster(new ImageShape(1, 2, 2), new byte[] {5, 6, 7, 8});
        record(List.of(new TrainingEvent.Grid(1, first, 8), new TrainingEvent.Grid(2, second, 8)));
        Files.writeString(
                journal(),
                "{\"event\":\"reconstructions\",\"step\":2,\"file\":\"../secret.png\"}\n",
                StandardOpenOption.APPEND);

        assertThat(RunHistory.read(folder).events())
                .singleElement()
                .isInstanceOfSatisfying(TrainingEvent.Grid.class, grid -> {
                    assertThat(grid.step()).isEqualTo(2);
                    assertThat(grid.tiles().samples()).containsExactly(5, 6, 7, 8);
                });
    }

    @Test
    void tornAndForeignLinesAreSkippedAndCounted() throws Exception {
        record(EVENTS);
        String whole = Files.readString(journal());
        List<String> bad = new ArrayList<>(List.of(
                "{\"step\":3,\"event\":\"loss",
                "\u0000\u0000\u0000",
                "[1,2]",
                "{\"step\":3}",
                "{\"step\":\"three\",\"event\":\"note\",\"text\":\"x\"}",
                "{\"step\":3,\"event\":\"measured\",\"points\":[{\"metric\":\"fid\"}]}",
                "{\"step\":3,\"event\":\"state\",\"state\":\"DREAMING\"}",
                "{\"step\":3,\"event\":\"of-a-later-version\"}"));
        Files.writeString(journal(), String.join("\n", bad) + "\n\n" + whole);

        RunHistory history = RunHistory.read(folder);

        assertThat(history.events()).isEqualTo(EVENTS);
        assertThat(history.skipped()).isEqualTo(bad.size());
    }

    @Test
    void aRunWithoutAJournalHasNoEvents() throws Exception {
        assertThat(RunHistory.read(folder).events()).isEmpty();
        assertThat(RunHistory.lastStep(folder)).isZero();
    }
}
