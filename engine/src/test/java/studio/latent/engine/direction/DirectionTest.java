package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;

class DirectionTest {
    private static final Direction SMILE = new Direction(
            "smile",
            DirectionSpace.Z,
            new float[] {0.6f, 0.8f, 0},
            new Calibration(5, 2, -3, 3),
            List.of(),
            DirectionOrigin.unlabelled(DirectionMethod.PRINCIPAL_COMPONENT, 10, 1),
            null,
            null);

    @Test
    void coordinatesAreDeviationsFromTheCentre() {
        assertThat(SMILE.coordinate(new Latent(new float[] {3, 4, 7}))).isCloseTo(0, within(1e-6));
        assertThat(SMILE.coordinate(new Latent(new float[] {4.2f, 5.6f, 7}))).isCloseTo(1, within(1e-6));
    }

    @Test
    void aLatentIsBroughtToACoordinateAndKeepsTheRest() {
        Latent moved = SMILE.at(new Latent(new float[] {3, 4, 7}), -2);

        assertThat(moved.values()).containsExactly(new float[] {0.6f, 0.8f, 7}, within(1e-5f));
        assertThat(SMILE.coordinate(moved)).isCloseTo(-2, within(1e-6));
    }

    @Test
    void movingBackUndoes() {
        Latent start = new Latent(new float[] {1, -2, 3});

        assertThat(SMILE.moved(SMILE.moved(start, 1.5), -1.5).values()).containsExactly(start.values(), within(1e-6f));
    }

    @Test
    void aDirectionInWMovesStylesInItsLayersAndNoLatent() {
        Direction beard = new Direction(
                "beard",
                DirectionSpace.W,
                new float[] {0, 1},
                new Calibration(5, 2, -3, 3),
                List.of(1),
                DirectionOrigin.unlabelled(DirectionMethod.PRINCIPAL_COMPONENT, 10, 1),
                null,
                null);
        DecoderShift moved = beard.moved(DecoderShift.orNone(null, 2, 2), 1.5);

        assertThat(moved.styles()).containsExactly(0, 0, 0, 3);
        assertThat(beard.coordinate(moved)).isCloseTo(1.5, within(1e-6));
        assertThat(beard.coordinateOf(new float[][] {{9, 7}, {9, 7}})).isCloseTo(1, within(1e-6));
        assertThat(beard.fitsStyles(2, 2)).isTrue();
        assertThat(beard.fitsStyles(1, 2)).as("its layer is not there").isFalse();
        assertThatThrownBy(() -> beard.moved(new Latent(new float[2]), 1)).hasMessageContaining("moves no latent");
        assertThatThrownBy(() -> SMILE.moved(moved, 1)).hasMessageContaining("moves nothing behind it");
    }

    @Test
    void aDirectionInWPlusMovesEachLayerInItsOwnWay() {
        Direction smile = new Direction(
                "smile",
                DirectionSpace.W_PLUS,
                new float[] {0.6f, 0, 0, -0.8f},
                new Calibration(1, 2, -3, 3),
                List.of(),
                DirectionOrigin.unlabelled(DirectionMethod.MEAN_DIFFERENCE, 10, 1),
                null,
                null);
        DecoderShift moved = smile.moved(DecoderShift.orNone(null, 2, 2), 5);

        assertThat(moved.styles()).containsExactly(new float[] {6, 0, 0, -8}, within(1e-5f));
        assertThat(smile.coordinate(moved)).isCloseTo(5, within(1e-6));
        assertThat(smile.coordinateOf(new float[][] {{5, 9}, {9, -5}})).isCloseTo(3, within(1e-6));
        assertThat(smile.fitsStyles(2, 2)).isTrue();
        assertThat(smile.fitsStyles(3, 2)).isFalse();
        assertThatThrownBy(() -> smile.moved(DecoderShift.orNone(null, 3, 2), 1))
                .hasMessageContaining("numbers of all styles, 6, got 4");
        assertThatThrownBy(() -> smile.moved(new Latent(new float[4]), 1)).hasMessageContaining("moves no latent");
    }

    @Test
    void aDirectionInFeatureMapsMovesWhatItsLayerMakes() {
        Direction smile = new Direction(
                "smile",
                DirectionSpace.FEATURE_MAPS,
                new float[] {0, 0.6f, 0.8f},
                new Calibration(1, 2, -3, 3),
                List.of(4),
                DirectionOrigin.unlabelled(DirectionMethod.MEAN_DIFFERENCE, 10, 1),
                null,
                null);
        DecoderShift moved = smile.moved(DecoderShift.NONE, 1.5);

        assertThat(moved.maps()).containsOnlyKeys(4);
        assertThat(Objects.requireNonNull(moved.maps().get(4)).dense())
                .containsExactly(new float[] {0, 1.8f, 2.4f}, within(1e-5f));
        assertThat(smile.coordinate(moved)).isCloseTo(1.5, within(1e-6));
        assertThat(smile.coordinateOfMaps(new float[] {9, 3, 4})).isCloseTo(2, within(1e-6));
        assertThat(smile.place().layers()).containsExactly(4);
        assertThat(smile.movesLatents()).isFalse();
        assertThat(smile.fitsMaps(List.of(1, 1, 1, 1, 3))).isTrue();
        assertThat(smile.fitsMaps(List.of(3))).isFalse();
        assertThatThrownBy(() -> smile.inLayers(List.of())).hasMessageContaining("one layer, got []");
        assertThatThrownBy(() -> smile.coordinateOf(new float[1][3])).hasMessageContaining("moves no styles");
        assertThatThrownBy(() -> SMILE.coordinateOfMaps(new float[3])).hasMessageContaining("moves no maps");
    }

    @Test
    void figuresAndNameAreAddedWithoutChangingTheRest() {
        Direction known = SMILE.with(new Confidence(0.9, 0.8, 0.95, 50))
                .with(new Leak(new AttributeChange("smile", 0.5), List.of(), List.of(), List.of(), 10, 2))
                .named("grin");

        assertThat(known.name()).isEqualTo("grin");
        assertThat(known.vector()).isEqualTo(SMILE.vector());
        assertThat(known.confidence()).isNotNull();
        assertThat(known.leak()).isNotNull();
        assertThat(known.inLayers(List.of(0, 2)).layers()).containsExactly(0, 2);
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> SMILE.coordinate(new Latent(new float[2]))).hasMessageContaining("dimension 3, got 2");
        assertThatThrownBy(() -> SMILE.named(" ")).hasMessageContaining("name must have");
        assertThatThrownBy(() -> SMILE.inLayers(List.of(1, 1))).hasMessageContaining("layers must be different");
        assertThatThrownBy(() -> new Direction(
                        "x",
                        DirectionSpace.Z,
                        new float[] {1, 1},
                        SMILE.calibration(),
                        List.of(),
                        SMILE.origin(),
                        null,
                        null))
                .hasMessageContaining("length 1");
    }
}
