package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.Latent;
import studio.latent.engine.tensor.Noise;

class TwoSidesTest {
    private static final long SEED = 7;

    @Test
    void theMeanDifferenceLeadsFromMiddleToMiddle() {
        TwoSides sides = TwoSides.of(
                List.of(latent(4, 4), latent(2, 4)),
                List.of(latent(0, 0), latent(0, 1), latent(0, -1)),
                TwoSides.Reading.NORMAL);

        assertThat(sides.direction(DirectionMethod.MEAN_DIFFERENCE, List.of()))
                .containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
        assertThat(sides.plus()).isEqualTo(2);
        assertThat(sides.minus()).isEqualTo(3);
    }

    @Test
    void sharesWeighTheMiddles() {
        // plus: (3·4 + 1·0)/4 = 3, minus: (1·4 + 3·0)/4 = 1, along the first coordinate only
        TwoSides sides =
                new TwoSides(new float[][] {{4, 0}, {0, 0}}, new double[] {0.75, 0.25}, TwoSides.Reading.NORMAL);

        assertThat(sides.direction(DirectionMethod.MEAN_DIFFERENCE, List.of()))
                .containsExactly(new float[] {1, 0}, within(1e-6f));
    }

    @ParameterizedTest
    @EnumSource(names = {"MEAN_DIFFERENCE", "LOGISTIC_REGRESSION", "LINEAR_SVM"})
    void everyMethodFindsTheDirectionAlongWhichRoundSidesLieApart(DirectionMethod method) {
        TwoSides sides = clouds(400, 2);

        float[] found = sides.direction(method, List.of());

        assertThat(UnitVectors.dot(found, new float[] {0, 0.6f, 0.8f, 0}))
                .as("seed %d", SEED)
                .isGreaterThan(0.98);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEAN_DIFFERENCE", "LOGISTIC_REGRESSION", "LINEAR_SVM"})
    void anotherDirectionIsLeftOutWholly(DirectionMethod method) {
        float[] other = {0, 0, 1, 0};

        float[] found = clouds(400, 2).direction(method, List.of(other));

        assertThat(UnitVectors.dot(found, other)).isCloseTo(0, within(1e-6));
        assertThat(found[1]).isGreaterThan(0.95f);
    }

    @Test
    void theUnitOfTheLatentsDoesNotMatter() {
        TwoSides small = clouds(100, 1);
        TwoSides large = clouds(100, 1000);

        assertThat(large.direction(DirectionMethod.LOGISTIC_REGRESSION, List.of()))
                .containsExactly(small.direction(DirectionMethod.LOGISTIC_REGRESSION, List.of()), within(1e-5f));
    }

    @Test
    void manyImagesGiveMoreConfidenceThanFew() {
        Confidence few = confidence(clouds(12, 1));
        Confidence many = confidence(clouds(600, 1));

        assertThat(many.median())
                .as("seed %d", SEED)
                .isGreaterThan(few.median())
                .isGreaterThan(0.95);
        assertThat(many.high() - many.low()).isLessThan(few.high() - few.low());
        assertThat(confidence(clouds(12, 1))).isEqualTo(few);
    }

    private static Confidence confidence(TwoSides sides) {
        DirectionMethod method = DirectionMethod.LOGISTIC_REGRESSION;
        return sides.confidence(
                method, TwoSides.Refinement.NONE, sides.direction(method, List.of()), SEED, JobContext.unattended());
    }

    @Test
    void aSideWithoutImagesIsNamed() {
        assertThatThrownBy(() -> TwoSides.of(List.of(latent(1, 2), latent(2, 2)), List.of(), TwoSides.Reading.NORMAL))
                .hasMessageContaining("each needs a latent, got 2 on plus and 0 on minus");
    }

    @Test
    void sidesThatAreTheSameHaveNoDirection() {
        TwoSides same = TwoSides.of(
                List.of(latent(1, 2), latent(2, 1)), List.of(latent(2, 1), latent(1, 2)), TwoSides.Reading.NORMAL);

        assertThatThrownBy(() -> same.direction(DirectionMethod.MEAN_DIFFERENCE, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> same.direction(DirectionMethod.PRINCIPAL_COMPONENT, List.of()))
                .hasMessageContaining("tells sides apart");
    }

    @Test
    void adirectionThatIsTheOtherOneIsRefused() {
        TwoSides sides = TwoSides.of(List.of(latent(1, 0)), List.of(latent(-1, 0)), TwoSides.Reading.NORMAL);

        assertThatThrownBy(() -> sides.direction(DirectionMethod.MEAN_DIFFERENCE, List.of(new float[] {1, 0})))
                .hasMessageContaining("hardly anything");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGISTIC_REGRESSION", "LINEAR_SVM"})
    void ofLatentsThatVaryUnevenlyThePatternLeadsFromSideToSide(DirectionMethod method) {
        // the sides lie apart along (1, 1); both vary much along (1, −1) and little along (1, 1), seen at a slant
        float[][] latents = new float[600][2];
        double[] shares = new double[latents.length];
        for (int i = 0; i < latents.length; i++) {
            shares[i] = i % 2;
            double along = (2 * shares[i] - 1) + 0.5 * Noise.normal(SEED, Noise.Stream.PRIOR, 2L * i);
            double across = Noise.normal(SEED, Noise.Stream.PRIOR, 2L * i + 1);
            latents[i][0] = (float) (along + 3 * across);
            latents[i][1] = (float) along;
        }
        float[] middle = {0.7071f, 0.7071f};

        float[] normal = new TwoSides(latents, shares, TwoSides.Reading.NORMAL).direction(method, List.of());
        float[] pattern = new TwoSides(latents, shares, TwoSides.Reading.PATTERN).direction(method, List.of());

        // the plane ignores the first coordinate, which tells nothing that the second does not
        assertThat(UnitVectors.dot(normal, new float[] {0, 1}))
                .as("seed %d", SEED)
                .isGreaterThan(0.99);
        assertThat(UnitVectors.dot(pattern, middle)).isGreaterThan(0.95);
    }

    private static Latent latent(float... values) {
        return new Latent(values);
    }

    /// Standard normal clouds whose middles lie `2 · unit` apart along (0, 0.6, 0.8, 0), all times `unit`.
    private static TwoSides clouds(int count, double unit) {
        float[][] latents = new float[count][4];
        double[] shares = new double[count];
        float[] way = {0, 0.6f, 0.8f, 0};
        for (int i = 0; i < count; i++) {
            shares[i] = i % 2;
            for (int j = 0; j < 4; j++) {
                double noise = Noise.normal(SEED, Noise.Stream.PRIOR, 4L * i + j);
                latents[i][j] = (float) (unit * (noise + (2 * shares[i] - 1) * way[j]));
            }
        }
        return new TwoSides(latents, shares, TwoSides.Reading.NORMAL);
    }
}
