package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.engine.data.Attribute;
import studio.latent.engine.metric.FeatureMatrix;

/// Two images with `smile` (no, yes), `hair` (red, brown, grey) and `mouth`, which says what smile says.
class LeakMeasureTest {
    private static final Attribute SMILE = new Attribute("smile", List.of("0", "1"), new int[] {0, 0, 1, 1, 0, 1});
    private static final Attribute HAIR =
            new Attribute("hair", List.of("red", "brown", "grey"), new int[] {0, 1, 0, 1, 2, 2});
    private static final Attribute MOUTH = new Attribute("mouth", List.of("sad", "glad"), new int[] {0, 0, 1, 1, 0, 1});

    private static final FeatureMatrix LOW =
            FeatureMatrix.of(new float[][] {{1, 0, 0.5f, 0.5f, 0, 1, 0}, {0.75f, 0.25f, 0, 0, 1, 1, 0}});
    private static final FeatureMatrix HIGH =
            FeatureMatrix.of(new float[][] {{0, 1, 0.25f, 0.5f, 0.25f, 0, 1}, {0.5f, 0.5f, 0, 0.5f, 0.5f, 0, 1}});

    private static LeakMeasure measure(double hairAccuracy) {
        return new LeakMeasure(List.of(
                new TrackedAttribute(SMILE, 0.95),
                new TrackedAttribute(HAIR, hairAccuracy),
                new TrackedAttribute(MOUTH, 0.9)));
    }

    @Test
    void changesAreMeansOverImages() throws Exception {
        AttributeChoice own = AttributeChoice.parse("smile", List.of(SMILE, HAIR, MOUTH));

        Leak leak = measure(0.9).leak(own, LOW, HIGH, 2).orElseThrow();

        // smile: (1 + 0.25) / 2; hair: half of (0.25 + 0.25) and half of (0.5 + 0.5), over two images
        assertThat(leak.own().change()).isCloseTo(0.625, within(1e-6));
        assertThat(leak.others()).hasSize(1);
        assertThat(leak.others().getFirst().change()).isCloseTo(0.375, within(1e-6));
        assertThat(leak.figure()).isCloseTo(0.6, within(1e-6));
        assertThat(leak.kin()).containsExactly("mouth");
        assertThat(leak.images()).isEqualTo(2);
    }

    @Test
    void whatTheClassifierCannotTellIsNotCounted() throws Exception {
        AttributeChoice own = AttributeChoice.parse("smile", List.of(SMILE, HAIR, MOUTH));

        Leak leak = measure(0.4).leak(own, LOW, HIGH, 2).orElseThrow();

        assertThat(leak.unseen()).containsExactly("hair");
        assertThat(leak.others()).isEmpty();
        assertThat(measure(0.4).leak(AttributeChoice.parse("hair=red", List.of(HAIR)), LOW, HIGH, 2))
                .isEmpty();
    }

    @Test
    void aDirectionWithoutAnAttributeIsForWhatItChangesMost() {
        Leak leak = measure(0.9).leak(null, LOW, HIGH, 2).orElseThrow();

        assertThat(leak.own()).isEqualTo(new AttributeChange("mouth", 1));
        assertThat(leak.kin()).containsExactly("smile");
    }

    @Test
    void aDirectionThatLeadsTheWrongWayDoesNotChangeItsOwn() throws Exception {
        AttributeChoice own = AttributeChoice.parse("smile=0", List.of(SMILE));

        assertThat(measure(0.9).leak(own, LOW, HIGH, 2).orElseThrow().own().change())
                .isZero();
    }
}
