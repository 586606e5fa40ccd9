package studio.latent.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;

class DatasetTest {
    @TempDir
    private Path temp;

    private Dataset dataset;

    @BeforeEach
    void open() throws Exception {
        Raster raster = new Raster(new ImageShape(3, 1, 3), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        Path folder = Files.createDirectory(temp.resolve("d"));
        Files.write(folder.resolve("a.png"), PngFile.encode(raster, Map.of()));
        Files.write(folder.resolve("b.png"), SampleFiles.png(3, 1, 3, 40));
        dataset = SampleFiles.open(folder);
    }

    @Test
    void imagesAreCopiedOneBehindTheOtherIntoABatch() {
        ByteBuffer batch = ByteBuffer.allocate(20).position(2);

        dataset.copy(0, false, batch);
        dataset.copy(0, true, batch);

        assertThat(batch.position()).isEqualTo(20);
        assertThat(batch.array()).containsExactly(0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 3, 2, 1, 6, 5, 4, 9, 8, 7);
    }

    @Test
    void aBatchFollowsTheOrderOfItsEpoch() {
        EpochOrder order = new EpochOrder(2, 5, true);
        ByteBuffer batch = ByteBuffer.allocate(4 * 9);
        ByteBuffer expected = ByteBuffer.allocate(4 * 9);
        for (long position = 3; position < 7; position++) {
            dataset.copy(order.indexAt(position), order.flipAt(position), expected);
        }

        dataset.copyBatch(order, 3, 4, batch);

        assertThat(batch.array()).containsExactly(expected.array());
        assertThatThrownBy(() -> dataset.copyBatch(new EpochOrder(3, 5, true), 0, 1, batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 images, got 3");
    }

    @Test
    void aBufferThatIsTooSmallAndAnImageThatIsNotThereAreBugs() {
        assertThatThrownBy(() -> dataset.copy(0, true, ByteBuffer.allocate(8)))
                .isInstanceOf(BufferOverflowException.class);
        assertThatThrownBy(() -> dataset.copy(0, false, ByteBuffer.allocate(8)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> dataset.image(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> dataset.imageName(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void namesAndAttributesAreFound() {
        assertThat(dataset.imageName(1)).isEqualTo("b.png");
        assertThat(dataset.attributes()).isEqualTo(List.of());
        assertThat(dataset.attribute("smile")).isEmpty();
    }
}
