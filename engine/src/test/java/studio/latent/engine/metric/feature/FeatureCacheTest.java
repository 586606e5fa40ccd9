package studio.latent.engine.metric.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;

class FeatureCacheTest {
    private static final FeatureImages IMAGES = TestImages.series(3, 1, 4, 4);

    @TempDir
    Path folder;

    /// Raw pixels that count how often they were asked for, under any name.
    private static final class Counting implements FeatureNetwork {
        private final RawPixels pixels = new RawPixels(new ImageShape(1, 4, 4));
        private final String hash;
        private int asked;

        Counting(String hash) {
            this.hash = hash;
        }

        @Override
        public String id() {
            return "counting";
        }

        @Override
        public String title() {
            return "counting";
        }

        @Override
        public int dimension() {
            return pixels.dimension();
        }

        @Override
        public String weightsHash() {
            return hash;
        }

        @Override
        public String resize() {
            return "none";
        }

        @Override
        public FeatureMatrix features(FeatureImages images, JobContext context) throws StudioException {
            asked++;
            return pixels.features(images, context);
        }

        @Override
        public void close() {}
    }

    private FeatureMatrix ask(Counting network, FeatureImages images, String rule) throws StudioException {
        return new FeatureCache(folder.resolve("features"), new AtomicFile())
                .features(images, network, rule, JobContext.unattended());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> tree = Files.list(folder.resolve("features"))) {
            return tree.toList();
        }
    }

    @Test
    void featuresAreComputedOnceAndReadFromThenOn() throws Exception {
        Counting network = new Counting("a");

        FeatureMatrix first = ask(network, IMAGES, "28");
        FeatureMatrix second = ask(network, IMAGES, "28");

        assertThat(network.asked).isEqualTo(1);
        assertThat(second).isEqualTo(first);
        assertThat(files()).hasSize(1);
    }

    @Test
    void otherWeightsImagesOrRulesHaveTheirOwnFeatures() throws Exception {
        Counting network = new Counting("a");
        Counting other = new Counting("b");

        ask(network, IMAGES, "28");
        ask(other, IMAGES, "28");
        ask(network, IMAGES, "64");
        ask(network, TestImages.series(2, 1, 4, 4), "28");
        ask(network, TestImages.images(TestImages.image(1, 4, 4, 7)), "28");

        assertThat(other.asked).isEqualTo(1);
        assertThat(network.asked).isEqualTo(4);
        assertThat(files()).hasSize(5);
    }

    @Test
    void aDamagedFileIsComputedAgainAndMended() throws Exception {
        Counting network = new Counting("a");
        FeatureMatrix right = ask(network, IMAGES, "28");
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        byte[] flipped = whole.clone();
        flipped[whole.length - 3] ^= 0x10;

        for (byte[] damaged : List.of(flipped, java.util.Arrays.copyOf(whole, whole.length / 2), new byte[0])) {
            Files.write(file, damaged);
            assertThat(ask(network, IMAGES, "28")).isEqualTo(right);
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        }
        assertThat(network.asked).isEqualTo(4);
    }

    @Test
    void aFolderThatCannotBeMadeCostsNoResult() throws Exception {
        Files.writeString(folder.resolve("features"), "a file where the folder should be");
        Counting network = new Counting("a");

        assertThat(ask(network, IMAGES, "28")).isEqualTo(ask(network, IMAGES, "28"));
        assertThat(network.asked).isEqualTo(2);
    }
}
