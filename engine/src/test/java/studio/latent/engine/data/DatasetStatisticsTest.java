package studio.latent.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.job.JobContext;

class DatasetStatisticsTest {
    @TempDir
    private Path temp;

    private DatasetStatistics of(Map<String, byte[]> files) throws Exception {
        Path zip = SampleFiles.zip(Files.createTempFile(temp, "d", ".zip"), files);
        return DatasetStatistics.of(SampleFiles.open(zip), JobContext.unattended());
    }

    @Test
    void meanAndDeviationAreThoseOfTheDefinition() throws Exception {
        DatasetStatistics statistics = of(Map.of(
                "a/1.png", SampleFiles.png(3, 2, 2, 0),
                "a/2.png", SampleFiles.png(3, 2, 2, 100),
                "b/3.png", SampleFiles.png(3, 2, 2, 200)));

        double deviation = Math.sqrt(2.0 / 3) * 100 / 255;
        assertThat(statistics.mean().get(0)).isEqualTo(100 / 255.0, within(1e-15));
        assertThat(statistics.mean().get(2)).isEqualTo(102 / 255.0, within(1e-15));
        assertThat(statistics.deviation()).allSatisfy(d -> assertThat(d).isEqualTo(deviation, within(1e-15)));
        assertThat(statistics.classCounts()).containsExactly(2, 1);
        assertThat(statistics.imbalance()).isEqualTo(2);
        assertThat(statistics.duplicates()).isZero();
    }

    @Test
    void imagesThatEqualAnEarlierOneAreDuplicates() throws Exception {
        DatasetStatistics statistics = of(Map.of(
                "1.png", SampleFiles.png(1, 2, 2, 7),
                "2.png", SampleFiles.png(1, 2, 2, 7),
                "3.png", SampleFiles.png(1, 2, 2, 8),
                "4.png", SampleFiles.png(1, 2, 2, 7)));

        assertThat(statistics.duplicates()).isEqualTo(2);
        assertThat(statistics.imbalance()).isEqualTo(1);
    }

    @Test
    void theFingerprintTellsTheSameDataFromOther() throws Exception {
        Map<String, byte[]> files =
                Map.of("a/1.png", SampleFiles.png(1, 2, 2, 7), "b/2.png", SampleFiles.png(1, 2, 2, 8));
        Map<String, byte[]> otherLabels =
                Map.of("a/1.png", SampleFiles.png(1, 2, 2, 7), "a/2.png", SampleFiles.png(1, 2, 2, 8));
        Map<String, byte[]> otherPixels =
                Map.of("a/1.png", SampleFiles.png(1, 2, 2, 7), "b/2.png", SampleFiles.png(1, 2, 2, 9));

        String fingerprint = of(files).fingerprint();

        assertThat(of(files).fingerprint()).isEqualTo(fingerprint).hasSize(64);
        assertThat(of(otherLabels).fingerprint()).isNotEqualTo(fingerprint);
        assertThat(of(otherPixels).fingerprint()).isNotEqualTo(fingerprint);
    }
}
