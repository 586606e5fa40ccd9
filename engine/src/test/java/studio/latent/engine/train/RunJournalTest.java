package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.io.Disk;
import studio.latent.engine.io.FullDisk;

class RunJournalTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("journal.jsonl");
    }

    @Test
    void anEventIsALineOfJsonWithItsStepAndNumbers() throws IOException {
        try (RunJournal journal = new RunJournal(Disk.local(), file())) {
            journal.append(new TrainingEvent.Losses(3, 96, Map.of("kl", 1.5)), "");
            journal.append(new TrainingEvent.StateChanged(4, TrainingState.PAUSED), "");
        }

        assertThat(Files.readAllLines(file())).hasSize(2);
        JsonObject losses =
                JsonParser.parseString(Files.readAllLines(file()).getFirst()).getAsJsonObject();
        assertThat(losses.get("event").getAsString()).isEqualTo("losses");
        assertThat(losses.get("step").getAsInt()).isEqualTo(3);
        assertThat(losses.get("imagesSeen").getAsLong()).isEqualTo(96);
        assertThat(losses.get("kl").getAsDouble()).isEqualTo(1.5);
        assertThat(Files.readAllLines(file()).getLast()).contains("\"state\":\"PAUSED\"");
    }

    @Test
    void aMeasurementNamesEachMetricWithItsBandAndLeavesOutWhatIsUnknown() throws IOException {
        try (RunJournal journal = new RunJournal(Disk.local(), file())) {
            journal.append(
                    new TrainingEvent.Measured(
                            500,
                            List.of(
                                    new MetricPoint("frechet-distance", 12.5, 11.0, 14.0, 1.5, 1000, "mixed5"),
                                    new MetricPoint("recall", 0.25, null, null, null, 1000, "mixed5"))),
                    "");
        }

        assertThat(Files.readString(file()))
                .contains("\"event\":\"measured\"")
                .contains("{\"metric\":\"frechet-distance\",\"value\":12.5,\"low\":11.0,\"high\":14.0,\"floor\":1.5,"
                        + "\"count\":1000,\"features\":\"mixed5\"}")
                .contains("{\"metric\":\"recall\",\"value\":0.25,\"count\":1000,\"features\":\"mixed5\"}");
    }

    @Test
    void whatFollowsALineThatWasCutShortBeginsOnALineOfItsOwn() throws IOException {
        Files.writeString(file(), "{\"step\":1}\n{\"step\":2,\"ev");

        try (RunJournal journal = new RunJournal(Disk.local(), file())) {
            journal.append(new TrainingEvent.Note(2, "resumed"), "");
        }

        assertThat(Files.readAllLines(file())).hasSize(3);
        assertThat(JsonParser.parseString(Files.readAllLines(file()).getLast())
                        .getAsJsonObject()
                        .get("text")
                        .getAsString())
                .isEqualTo("resumed");
    }

    @Test
    void aFullDiskIsSaidAndLeavesTheLinesBefore() throws IOException {
        try (RunJournal journal = new RunJournal(new FullDisk(150), file())) {
            journal.append(new TrainingEvent.Note(1, "first"), "");

            assertThatThrownBy(() -> journal.append(new TrainingEvent.Note(2, "x".repeat(200)), ""))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
        }

        assertThat(Files.readAllLines(file()).getFirst()).contains("first");
    }
}
