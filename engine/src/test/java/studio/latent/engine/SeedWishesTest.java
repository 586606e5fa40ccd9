package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.data.DatasetReader;
import studio.latent.engine.data.DatasetRules;
import studio.latent.engine.data.DatasetStorage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;

class SeedWishesTest {
    private static final List<String> ABC = List.of("a", "b", "c");
    private static final SamplerSettings PLAIN = SamplerSettings.DEFAULTS;

    @TempDir
    private Path folder;

    private static List<Map<String, Double>> wishes(SeedWishes wishes, List<String> conditions, int from, int to) {
        List<Map<String, Double>> all = new ArrayList<>();
        for (int seed = from; seed < to; seed++) {
            all.add(wishes.at(seed, conditions, PLAIN).wishes());
        }
        return all;
    }

    @Test
    void classesOfUnknownAndOfBalancedDataComeInTurn() {
        SeedWishes even = SeedWishes.ofClasses(ABC, 100, 100, 96);

        assertThat(wishes(even, ABC, 1, 5))
                .containsExactly(Map.of("b", 1.0), Map.of("c", 1.0), Map.of("a", 1.0), Map.of("b", 1.0));
        assertThat(wishes(SeedWishes.UNKNOWN, ABC, 1, 5)).isEqualTo(wishes(even, ABC, 1, 5));
        assertThat(even.words(ABC)).isEqualTo("each of 3 classes in turn");
    }

    @Test
    void classesOfUnbalancedDataComeAsOftenAsThereWhateverTheFirstSeed() {
        SeedWishes uneven = SeedWishes.ofClasses(ABC, 700, 200, 100);

        for (int first : new int[] {0, 1, 12_345}) {
            Map<String, Integer> counts = new TreeMap<>();
            wishes(uneven, ABC, first, first + 500)
                    .forEach(each -> counts.merge(each.keySet().iterator().next(), 1, Integer::sum));

            assertThat((double) counts.getOrDefault("a", 0)).isCloseTo(350, within(3.0));
            assertThat((double) counts.getOrDefault("b", 0)).isCloseTo(100, within(3.0));
            assertThat((double) counts.getOrDefault("c", 0)).isCloseTo(50, within(3.0));
        }
        assertThat(uneven.words(ABC)).isEqualTo("classes as often as the data have them");
    }

    @Test
    void everyModelThatHasTheClassOfASeedIsAskedForItAndTheOthersForNothing() {
        SeedWishes data = SeedWishes.ofClasses(ABC, 5, 5, 5);

        assertThat(wishes(data, List.of("c", "a"), 0, 3)).containsExactly(Map.of("a", 1.0), Map.of(), Map.of("c", 1.0));
        assertThat(wishes(data, List.of("x", "y"), 0, 2)).containsExactly(Map.of("x", 1.0), Map.of("y", 1.0));
        assertThat(wishes(data, List.of(), 0, 1)).containsExactly(Map.of());
        assertThat(data.words(List.of())).isEmpty();
    }

    @Test
    void ownWishesStay() {
        SamplerSettings asked = PLAIN.wishing("b");

        assertThat(SeedWishes.UNKNOWN.at(7, ABC, asked)).isEqualTo(asked);
    }

    @Test
    void attributesAreWishedForInTheSetsOfTheDatasImagesAndNeverAlone() throws Exception {
        StringBuilder table = new StringBuilder("file,hair,hat\n");
        for (int i = 0; i < 40; i++) {
            byte[] samples = new byte[64];
            samples[0] = (byte) i;
            Files.write(
                    folder.resolve(i + ".png"), PngFile.encode(new Raster(new ImageShape(1, 8, 8), samples), Map.of()));
            table.append(i)
                    .append(".png,")
                    .append(i < 30 ? "dark,yes" : "light,no")
                    .append('\n');
        }
        Files.writeString(folder.resolve("attributes.csv"), table.toString());
        Dataset dataset = new DatasetReader(DatasetStorage.withCache(folder.resolveSibling("wishes-cache")))
                .open(folder, DatasetRules.AS_STORED, JobContext.unattended());
        List<String> conditions = List.of("hair=dark", "hair=light", "hat=no", "hat=yes");
        SeedWishes wishes = SeedWishes.of(dataset);

        List<Set<String>> sets = new ArrayList<>();
        wishes(wishes, conditions, 0, 400).forEach(each -> sets.add(new TreeSet<>(each.keySet())));

        assertThat(Set.copyOf(sets)).containsOnly(Set.of("hair=dark", "hat=yes"), Set.of("hair=light", "hat=no"));
        assertThat((double) sets.stream().filter(set -> set.contains("hat=yes")).count())
                .isCloseTo(300, within(5.0));
        assertThat(wishes(SeedWishes.UNKNOWN, conditions, 0, 1)).containsExactly(Map.of());
    }
}
