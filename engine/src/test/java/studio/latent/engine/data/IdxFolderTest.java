package studio.latent.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.image.ImageShape;

class IdxFolderTest {
    @TempDir
    private Path temp;

    private Path mnistLike() throws Exception {
        return SampleFiles.write(
                temp.resolve("mnist"),
                Map.of(
                        "train-images-idx3-ubyte.gz", SampleFiles.gzip(SampleFiles.idxImages(4, 2, 2)),
                        "train-labels-idx1-ubyte.gz", SampleFiles.gzip(SampleFiles.idxLabels(0, 2, 2, 1)),
                        "t10k-images.idx3-ubyte", SampleFiles.idxImages(2, 2, 2),
                        "t10k-labels.idx1-ubyte", SampleFiles.idxLabels(1, 0)));
    }

    @Test
    void trainIsTakenWhenNoPartIsNamed() throws Exception {
        Dataset dataset = SampleFiles.open(mnistLike());

        assertThat(dataset.name()).isEqualTo("mnist");
        assertThat(dataset.count()).isEqualTo(4);
        assertThat(dataset.labels()).containsExactly(0, 2, 2, 1);
        assertThat(dataset.classes()).containsExactly("0", "1", "2");
        assertThat(dataset.card().classCounts()).containsExactly(1, 1, 2);
    }

    @Test
    void aPartIsNamedBehindTheFolder() throws Exception {
        Path folder = mnistLike();

        Dataset test = SampleFiles.open(folder.resolveSibling("mnist#test"));

        assertThat(test.name()).isEqualTo("mnist#test");
        assertThat(test.labels()).containsExactly(1, 0);
        assertThat(SampleFiles.open(folder.resolveSibling("mnist#train")).count())
                .isEqualTo(4);
        assertThatThrownBy(() -> SampleFiles.open(folder.resolveSibling("mnist#dev")))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("Choose one of: test, train.");
        assertThatThrownBy(() -> SampleFiles.open(folder.resolveSibling("other#test")))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void severalPartsWithoutTrainMustBeNamed() throws Exception {
        Path folder = SampleFiles.write(
                temp.resolve("emnist"),
                Map.of(
                        "emnist-letters-images-idx3-ubyte", SampleFiles.idxImages(1, 2, 2),
                        "emnist-digits-images-idx3-ubyte", SampleFiles.idxImages(1, 2, 2)));

        assertThatThrownBy(() -> SampleFiles.open(folder))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("emnist-digits, emnist-letters")
                .hasMessageContaining("#emnist-digits");
    }

    @Test
    void labelsAreFoundBesideASingleFileInAnyPacking() throws Exception {
        Path folder = SampleFiles.write(
                temp.resolve("one"),
                Map.of(
                        "train-images-idx3-ubyte", SampleFiles.idxImages(2, 2, 2),
                        "train-labels-idx1-ubyte.gz", SampleFiles.gzip(SampleFiles.idxLabels(3, 0))));

        Dataset dataset = SampleFiles.open(folder.resolve("train-images-idx3-ubyte"));

        assertThat(dataset.labels()).containsExactly(3, 0);
        assertThat(dataset.classes()).hasSize(4);
    }

    @Test
    void imagesWithoutLabelsHaveNone() throws Exception {
        Path file = Files.write(temp.resolve("pixels.idx"), SampleFiles.idxImages(2, 2, 2));

        Dataset dataset = SampleFiles.open(file);

        assertThat(dataset.hasLabels()).isFalse();
        assertThat(dataset.classes()).isEmpty();
    }

    @Test
    void labelsOfAnotherCountAreRefused() throws Exception {
        Path folder = mnistLike();
        Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), SampleFiles.idxLabels(1, 2, 3));

        assertThatThrownBy(() -> SampleFiles.open(folder))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("holds 3 labels for 4 images");
    }

    @Test
    void notesNameTheClassesAndTheLicence() throws Exception {
        Path folder = mnistLike();
        Files.writeString(folder.resolve("dataset.json"), """
                {"format": 1, "type": "dataset", "licence": "MIT", "classes": ["Hose", "Schuh", "Tasche"]}
                """);

        Dataset dataset = SampleFiles.open(folder);

        assertThat(dataset.classes()).isEqualTo(List.of("Hose", "Schuh", "Tasche"));
        assertThat(dataset.card().licence()).isEqualTo("MIT");
    }

    @Test
    void notesWithTooFewClassesAreRefused() throws Exception {
        Path folder = mnistLike();
        Files.writeString(
                folder.resolve("dataset.json"), "{\"format\": 1, \"type\": \"dataset\", \"classes\": [\"Hose\"]}");

        assertThatThrownBy(() -> SampleFiles.open(folder))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("has a label 2");
    }

    @Test
    void imagesAreFittedToTheWantedShape() throws Exception {
        Dataset dataset = SampleFiles.open(mnistLike(), DatasetRules.fitTo(new ImageShape(3, 4, 4)));

        assertThat(dataset.shape()).isEqualTo(new ImageShape(3, 4, 4));
        assertThat(dataset.image(3).samples()).hasSize(48).containsOnly(3);
    }
}
