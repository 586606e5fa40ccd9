package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.data.Attribute;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

class AttributeRegionTest {
    @Test
    void changesOutsideAreMeansOfCellsWithTheRegionLeftOut() {
        ImageShape shape = new ImageShape(1, 4, 4);
        byte[] after = new byte[16];
        Arrays.fill(after, (byte) 51); // a fifth
        boolean[] region = new boolean[16];
        region[0] = true;
        region[1] = true;

        float[] changes =
                AttributeRegion.changesOutside(region, new Raster(shape, new byte[16]), new Raster(shape, after), 2);

        assertThat(changes).containsExactly(new float[] {0.1f, 0.2f, 0.2f, 0.2f}, within(1e-6f));
    }

    private static final ImageShape SHAPE = new ImageShape(1, 1, 4);

    private static Raster raster(int... samples) {
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            bytes[i] = (byte) samples[i];
        }
        return new Raster(SHAPE, bytes);
    }

    @Test
    void aPairsRegionIsWhereItDiffersVisibly() {
        boolean[] region = AttributeRegion.ofPair(raster(0, 100, 200, 50), raster(0, 120, 205, 250));

        assertThat(region).containsExactly(false, true, false, true);
        assertThat(AttributeRegion.area(region)).isEqualTo(0.5);
    }

    @Test
    void theUnionOfPairsLeavesOutWhatFewerThanOneInTenHolds() {
        List<boolean[]> regions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            regions.add(new boolean[] {true, i < 2, i < 1, false});
        }

        assertThat(AttributeRegion.union(regions)).containsExactly(true, true, false, false);
        assertThat(AttributeRegion.union(regions.subList(0, 1))).containsExactly(true, true, true, false);
    }

    @Test
    void changeIsTheMeanInsideAndOutside() {
        AttributeRegion.Change change = AttributeRegion.Change.of(
                raster(0, 0, 255, 255), raster(51, 0, 204, 0), new boolean[] {true, false, false, true});

        assertThat(change.inside()).isCloseTo(0.6, within(1e-12));
        assertThat(change.outside()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void exactPairsAreAlikeInAllButTheAttributeAndItsKin() throws Exception {
        Attribute smile = new Attribute("smile", List.of("0", "1"), new int[] {0, 1, 0, 1, 0, 1, 1, 0});
        Attribute mouth = new Attribute("mouth", List.of("sad", "glad"), new int[] {0, 1, 0, 1, 0, 1, 1, 0});
        Attribute hair = new Attribute("hair", List.of("a", "b", "c"), new int[] {0, 0, 1, 1, 0, 1, 2, 2});

        List<AttributeRegion.Pair> pairs =
                AttributeRegion.exactPairs(AttributeChoice.parse("smile", List.of(smile)), List.of(smile, mouth, hair));

        assertThat(pairs)
                .allSatisfy(pair -> assertThat(hair.codes()[pair.minus()]).isEqualTo(hair.codes()[pair.plus()]));
        assertThat(pairs).extracting(AttributeRegion.Pair::minus).doesNotHaveDuplicates();
        assertThat(pairs).hasSize(3);
    }
}
