package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.data.DatasetReader;
import studio.latent.engine.data.DatasetRules;
import studio.latent.engine.data.DatasetStorage;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;

class DatasetFeedTest {
    private static final ImageShape SHAPE = new ImageShape(1, 8, 8);

    @TempDir
    Path folder;

    /// Image i has the grey value i.
    private Dataset dataset(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            byte[] samples = new byte[SHAPE.size()];
            Arrays.fill(samples, (byte) i);
            Files.write(
                    folder.resolve(String.format("%03d.png", i)), PngFile.encode(new Raster(SHAPE, samples), Map.of()));
        }
        return new DatasetReader(new DatasetStorage(folder.resolveSibling(folder.getFileName() + "-cache"), 1L << 30))
                .open(folder, DatasetRules.AS_STORED, JobContext.unattended());
    }

    private static List<Integer> images(ByteBuffer bytes, int count) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            found.add(bytes.get(i * SHAPE.size()) & 0xff);
        }
        return found;
    }

    private static List<Integer> epoch(DatasetFeed feed, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * SHAPE.size());
        feed.fill(0, count, bytes);
        return images(bytes, count);
    }

    private static List<Integer> apart(DatasetFeed feed) {
        ByteBuffer bytes = ByteBuffer.allocate(feed.heldOut() * SHAPE.size());
        feed.heldOut(0, feed.heldOut(), bytes);
        return images(bytes, feed.heldOut());
    }

    @Test
    void imagesThatAreKeptApartAreNeverTrainedOnAndAllOthersOnceAnEpoch() throws Exception {
        DatasetFeed feed = new DatasetFeed(dataset(100), 7, false, 10);

        List<Integer> apart = apart(feed);
        assertThat(apart).hasSize(10).doesNotHaveDuplicates();
        assertThat(epoch(feed, 90)).doesNotHaveDuplicates().doesNotContainAnyElementsOf(apart);
        ByteBuffer bytes = ByteBuffer.allocate(90 * SHAPE.size());
        feed.trained(0, 90, bytes);
        assertThat(images(bytes, 90)).isSorted().doesNotContainAnyElementsOf(apart);
        assertThat(feed.count()).isEqualTo(100);
    }

    @Test
    void theSeedAloneChoosesThem() throws Exception {
        Dataset dataset = dataset(100);

        assertThat(apart(new DatasetFeed(dataset, 7, true, 10)))
                .isEqualTo(apart(new DatasetFeed(dataset, 7, false, 10)));
        assertThat(apart(new DatasetFeed(dataset, 8, false, 10)))
                .isNotEqualTo(apart(new DatasetFeed(dataset, 7, false, 10)));
    }

    @Test
    void noneAreKeptApartWhereTheyWouldBeTooFewToTell() throws Exception {
        DatasetFeed feed = new DatasetFeed(dataset(100), 7, false, 7);

        assertThat(feed.heldOut()).isZero();
        assertThat(epoch(feed, 100)).doesNotHaveDuplicates();
    }
}
