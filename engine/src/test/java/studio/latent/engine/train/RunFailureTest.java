package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.TrainingFailed;
import studio.latent.engine.io.AtomicFile;

class RunFailureTest {
    @TempDir
    private Path folder;

    private RunFailure kept(Throwable cause) {
        RunFailure.keep(cause, new AtomicFile(), folder);
        return RunFailure.read(folder).orElseThrow();
    }

    @Test
    void theReasonOfAFailureIsReadBackAsItWas() {
        RunFailure failure = kept(new DiskFull("The disk \"d\" is full.", "Make room.", new IOException("x")));

        assertThat(failure).isEqualTo(new RunFailure("The disk \"d\" is full.", "Make room."));
        assertThat(failure.exception()).hasMessage("The disk \"d\" is full. Make room.");
    }

    @Test
    void aBatchThatWouldFitIsReadBackWithTheReason() {
        RunFailure failure = kept(new OutOfDeviceMemory("Full.", "Use 64.", 64, null));

        assertThat(failure).isEqualTo(new RunFailure("Full.", "Use 64.", 64));
        assertThat(failure.exception())
                .isInstanceOfSatisfying(
                        OutOfDeviceMemory.class,
                        full -> assertThat(full.fittingBatch()).hasValue(64));
        assertThat(kept(new OutOfDeviceMemory("Full.", "Use less.")).exception())
                .isInstanceOf(TrainingFailed.class);
    }

    @Test
    void aFaultOfTheStudioNamesItself() {
        assertThat(kept(new IllegalStateException("odd")).problem()).contains("IllegalStateException", "odd");
    }

    @Test
    void aFolderWithoutOneOrWithADamagedOneHasNoReason() throws Exception {
        assertThat(RunFailure.read(folder)).isEmpty();

        Files.writeString(folder.resolve("failure.json"), "{\"problem\":");
        assertThat(RunFailure.read(folder)).isEmpty();
    }

    @Test
    void aRunThatGoesOnForgetsIt() throws Exception {
        kept(new IllegalStateException("odd"));

        RunFailure.clear(folder);
        RunFailure.clear(folder);

        assertThat(folder).isEmptyDirectory();
    }
}
