package studio.latent.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageConditionsTest {
    @TempDir
    private Path temp;

    @Test
    void aClassIsOnePlaceAndTheLastPlaceIsOfNone() throws Exception {
        Path folder = temp.resolve("classes");
        for (String label : new String[] {"bag", "coat", "shoe"}) {
            Files.createDirectories(folder.resolve(label));
            Files.write(folder.resolve(label).resolve("a.png"), SampleFiles.png(1, 4, 4, 7));
        }
        Dataset dataset = SampleFiles.open(folder);

        ImageConditions conditions = ImageConditions.classes(dataset);

        assertThat(conditions.names()).containsExactly("bag", "coat", "shoe");
        for (int i = 0; i < 3; i++) {
            float[] expected = new float[4];
            expected[dataset.label(i)] = 1;
            assertThat(conditions.weights(i)).containsExactly(expected);
        }
        assertThat(ImageConditions.attributes(dataset).names()).isEmpty();
    }

    @Test
    void attributesHaveAPlaceForEachValueAndAnImageWithoutAnyIsOfNone() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("attributes"));
        for (String name : new String[] {"a.png", "b.png", "c.png"}) {
            Files.write(folder.resolve(name), SampleFiles.png(1, 4, 4, 7));
        }
        Files.writeString(folder.resolve("attributes.csv"), "file,hair,hat\na.png,red,yes\nb.png,black,\nc.png,,\n");
        Dataset dataset = SampleFiles.open(folder);

        ImageConditions conditions = ImageConditions.attributes(dataset);

        assertThat(conditions.names()).containsExactly("hair=red", "hair=black", "hat=yes");
        assertThat(conditions.weights(0)).containsExactly(1, 0, 1, 0);
        assertThat(conditions.weights(1)).containsExactly(0, 1, 0, 0);
        assertThat(conditions.weights(2)).containsExactly(0, 0, 0, 1);
        assertThat(ImageConditions.classes(dataset).names()).isEmpty();
    }

    @Test
    void ofNothingNothingIsSaid() {
        assertThat(ImageConditions.none().weights(5)).isEmpty();
    }
}
