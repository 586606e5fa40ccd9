package studio.latent.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.job.Progress;

class DatasetStorageTest {
    @TempDir
    private Path temp;

    private Path cache;
    private Path zip;

    @BeforeEach
    void makeDataset() throws IOException {
        cache = temp.resolve("cache");
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("0.png", SampleFiles.png(3, 8, 8, 10));
        files.put("1.png", SampleFiles.text("broken"));
        files.put("2.png", SampleFiles.png(3, 8, 8, 20));
        files.put("3.png", SampleFiles.png(3, 8, 8, 30));
        zip = SampleFiles.zip(temp.resolve("d.zip"), files);
    }

    private Dataset openMapped(DatasetRules rules) throws Exception {
        return new DatasetReader(new DatasetStorage(cache, 0)).open(zip, rules, JobContext.unattended());
    }

    private List<Path> cacheFiles() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }

    @Test
    void aDataSetBeyondTheBudgetIsMappedAndEqualsTheOneInMemory() throws Exception {
        Dataset mapped = openMapped(DatasetRules.AS_STORED);
        Dataset inMemory = SampleFiles.open(zip);

        assertThat(mapped.isMapped()).isTrue();
        assertThat(inMemory.isMapped()).isFalse();
        assertThat(mapped.card()).isEqualTo(inMemory.card());
        for (int i = 0; i < 3; i++) {
            assertThat(mapped.image(i)).isEqualTo(inMemory.image(i));
            assertThat(mapped.imageName(i)).isEqualTo(inMemory.imageName(i));
        }
        ByteBuffer batch = ByteBuffer.allocateDirect(2 * mapped.shape().size());
        mapped.copy(2, false, batch);
        mapped.copy(1, true, batch);
        assertThat(batch.hasRemaining()).isFalse();
        assertThat(batch.get(0)).isEqualTo((byte) 30);
    }

    @Test
    void theCacheFileIsUsedAgainAlsoForWhatWasSkipped() throws Exception {
        openMapped(DatasetRules.AS_STORED);
        Path file = cacheFiles().getFirst();
        FileTime before = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, before);

        Dataset again = openMapped(DatasetRules.AS_STORED);

        assertThat(cacheFiles()).containsExactly(file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
        assertThat(again.skipped()).containsOnlyKeys("1.png");
        assertThat(again.image(1).sample(0, 0, 0)).isEqualTo(20);
    }

    @Test
    void otherRulesAndOtherImagesHaveCacheFilesOfTheirOwn() throws Exception {
        openMapped(DatasetRules.AS_STORED);
        openMapped(DatasetRules.fitTo(new ImageShape(1, 4, 4)));
        SampleFiles.zip(zip, Map.of("0.png", SampleFiles.png(3, 8, 8, 99)));

        Dataset changed = openMapped(DatasetRules.AS_STORED);

        assertThat(cacheFiles()).hasSize(3);
        assertThat(changed.count()).isEqualTo(1);
        assertThat(changed.image(0).sample(0, 0, 0)).isEqualTo(99);
    }

    @Test
    void aTruncatedOrChangedCacheFileIsMadeAnew() throws Exception {
        openMapped(DatasetRules.AS_STORED);
        Path file = cacheFiles().getFirst();
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        changed[43] ^= 1;

        for (byte[] damaged : List.of(
                Arrays.copyOf(whole, whole.length - 1),
                Arrays.copyOf(whole, 100),
                new byte[0],
                Arrays.copyOf(whole, whole.length + 7),
                changed)) {
            Files.write(file, damaged);
            assertThat(openMapped(DatasetRules.AS_STORED).image(2).sample(0, 0, 0))
                    .isEqualTo(30);
            assertThat(Files.readAllBytes(file)).containsExactly(whole);
        }
    }

    @Test
    void aCancelledOpeningLeavesNoFileBehind() throws Exception {
        Cancellation cancellation = new Cancellation();
        JobContext context = new JobContext() {
            @Override
            public Cancellation cancellation() {
                return cancellation;
            }

            @Override
            public void progress(Progress progress) {
                if (progress.done() > 0) {
                    cancellation.request();
                }
            }
        };

        assertThatThrownBy(() ->
                        new DatasetReader(new DatasetStorage(cache, 0)).open(zip, DatasetRules.AS_STORED, context))
                .isInstanceOf(Cancellation.CancelledException.class);
        assertThat(cacheFiles()).isEmpty();
    }

    @Test
    void aCacheFolderThatCannotBeMadeIsSaid() throws Exception {
        Files.writeString(cache, "a file stands in the way");

        assertThatThrownBy(() -> openMapped(DatasetRules.AS_STORED))
                .isInstanceOf(FileTrouble.class)
                .hasMessageContaining("cache");
    }
}
