package studio.latent.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;

class PixelCacheTest {
    private static final ImageShape SHAPE = new ImageShape(1, 2, 2);

    @TempDir
    Path folder;

    /// Images whose pixels are their number; decoding number `breaksAt` fails with `fault`.
    private record Numbered(int candidates, int breaksAt, String fault) implements PixelSource {
        static Numbered sound(int candidates) {
            return new Numbered(candidates, -1, "");
        }

        @Override
        public ImageShape shape() {
            return SHAPE;
        }

        @Override
        public String identity() {
            return "numbered " + candidates;
        }

        @Override
        public SortedMap<Integer, String> decodeInto(PixelSink sink, JobContext context) throws IOException {
            for (int i = 0; i < candidates; i++) {
                if (i == breaksAt) {
                    throw new IOException(fault);
                }
                byte number = (byte) i;
                sink.put(i, new byte[] {number, number, number, number});
            }
            return new TreeMap<>();
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(folder)) {
            return Collections.emptyList();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void imagesAreDecodedOnceAndMappedFromThenOn() throws Exception {
        new PixelCache(folder, Numbered.sound(5)).open(JobContext.unattended());

        DatasetStorage.Stored stored =
                new PixelCache(folder, new Numbered(5, 0, "decoded again")).open(JobContext.unattended());

        byte[] image = new byte[4];
        stored.pixels().copy(3, image);
        assertThat(image).containsOnly(3);
    }

    @Test
    void aDiskThatFillsUpIsSaidAndLeavesNothing() throws IOException {
        PixelCache cache = new PixelCache(folder, new Numbered(5, 3, "No space left on device"));

        assertThatThrownBy(() -> cache.open(JobContext.unattended())).isInstanceOfSatisfying(DiskFull.class, e -> {
            assertThat(e.problem()).contains("no space").contains(folder.toString());
            assertThat(e.remedy()).contains("Free some space");
        });
        assertThat(files()).isEmpty();
    }

    @Test
    void moreImagesThanTheDiskCanHoldAreRefusedBeforeTheFirstIsDecoded() throws IOException {
        ImageShape large = new ImageShape(3, 4096, 4096);
        PixelSource source = new PixelSource() {
            @Override
            public int candidates() {
                return Integer.MAX_VALUE;
            }

            @Override
            public ImageShape shape() {
                return large;
            }

            @Override
            public String identity() {
                return "large";
            }

            @Override
            public SortedMap<Integer, String> decodeInto(PixelSink sink, JobContext context) {
                throw new AssertionError("an image was decoded");
            }
        };

        assertThatThrownBy(() -> new PixelCache(folder, source).open(JobContext.unattended()))
                .isInstanceOf(DiskFull.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void aFolderThatIsAFileIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");

        assertThatThrownBy(() -> new PixelCache(file, Numbered.sound(2)).open(JobContext.unattended()))
                .isInstanceOf(FileTrouble.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aTruncatedCacheIsMadeAnew() throws Exception {
        new PixelCache(folder, Numbered.sound(5)).open(JobContext.unattended());
        Path cache = files().getFirst();
        byte[] whole = Files.readAllBytes(cache);
        Files.write(cache, Arrays.copyOf(whole, whole.length - 3));

        new PixelCache(folder, Numbered.sound(5)).open(JobContext.unattended());

        assertThat(files()).hasSize(1);
        assertThat(Files.readAllBytes(files().getFirst())).isEqualTo(whole);
    }
}
