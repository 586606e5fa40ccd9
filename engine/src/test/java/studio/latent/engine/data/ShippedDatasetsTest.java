package studio.latent.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;

/// The data sets under `sample-models/datasets`, as every user gets them.
class ShippedDatasetsTest {
    private static final Path DATASETS = Path.of("..", "sample-models", "datasets");

    @Test
    void fashionMnistTestIsWholeWithItsClassesAndItsPublishedStatistics() throws Exception {
        Dataset dataset = SampleFiles.open(DATASETS.resolve("fashion-mnist-test"));
        DatasetStatistics statistics = DatasetStatistics.of(dataset, JobContext.unattended());

        assertThat(dataset.count()).isEqualTo(10_000);
        assertThat(dataset.shape()).isEqualTo(new ImageShape(1, 28, 28));
        assertThat(dataset.classes()).hasSize(10).contains("Ankle boot");
        assertThat(statistics.classCounts()).containsOnly(1000);
        // the mean that numpy finds in the file
        assertThat(statistics.mean().getFirst()).isEqualTo(0.28684928071228494, within(1e-9));
        assertThat(dataset.card().licence()).startsWith("MIT");
    }

    @Test
    void theAvatarsAreWholeWithTheirAttributesAndCredit() throws Exception {
        Dataset dataset = SampleFiles.open(DATASETS.resolve("avatars-3k.zip"));

        assertThat(dataset.name()).isEqualTo("avatars-3k");
        assertThat(dataset.count()).isEqualTo(3000);
        assertThat(dataset.shape()).isEqualTo(new ImageShape(3, 64, 64));
        assertThat(dataset.skipped()).isEmpty();
        assertThat(dataset.card().attributes()).containsKeys("smile", "glasses", "sunglasses", "beard", "hairColor");
        int[] smiles = dataset.attribute("smile").orElseThrow().codes();
        assertThat(IntStream.of(smiles).noneMatch(code -> code == Attribute.UNKNOWN))
                .isTrue();
        assertThat(dataset.card().licence()).contains("Pablo Stanley");
    }
}
