package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Golden numbers: scikit-learn 1.9.1, tolerance 1e-12, on the rows and labels that [#rows()] and [#labels()]
/// compute.
class LinearProblemTest {
    private static final int COUNT = 60;
    private static final int DIMENSION = 5;
    private static final double[] TRUE_PLANE = {1, -0.5, 0.25, 0, 2};

    /// `LogisticRegression(C=1, solver='newton-cg')`: coefficients, then the intercept.
    private static final double[] LOGISTIC = {
        1.1849443658347085,
        -1.1214909588581177,
        -0.37166527142934186,
        0.19642549827850905,
        2.427821578635564,
        -0.180030874079
    };

    /// The same with `C=0.5` and every third row counted twice.
    private static final double[] LOGISTIC_WEIGHTED = {
        0.9230958068750047,
        -0.9020734445974852,
        -0.3152203808250499,
        0.1710174642558431,
        2.1934575778469445,
        -0.170572058327
    };

    /// The same with `C=1` and each row on both sides, weighted by σ(3 a·x) and 1 − σ(3 a·x).
    private static final double[] LOGISTIC_SHARES = {
        0.9741889272702738,
        -0.6660392610327436,
        -0.29150347096560403,
        0.04422537675593023,
        2.51156104979607,
        -0.001086049232
    };

    /// `LinearSVC(C=1, loss='squared_hinge', dual=False, intercept_scaling=10000)`: so large a scaling takes the
    /// price off the intercept.
    private static final double[] SUPPORT_VECTORS = {
        0.8225847830794462,
        -0.8356465348437652,
        -0.176526004453937,
        -0.12981418185790372,
        1.5409314725446492,
        -0.110539518343
    };

    @Test
    void theLogisticRegressionIsThatOfScikitLearn() {
        assertPlane(new LinearProblem(rows(), labels(), 1).solve(LinearLoss.LOGISTIC), LOGISTIC);
    }

    @Test
    void rowsThatCountTwiceWeighTwice() {
        double[] weights = new double[COUNT];
        Arrays.setAll(weights, i -> i % 3 == 0 ? 2 : 1);

        assertPlane(new LinearProblem(rows(), labels(), 0.5).solve(LinearLoss.LOGISTIC, weights), LOGISTIC_WEIGHTED);
    }

    @Test
    void aSharedRowIsARowOnEachSide() {
        double[][] rows = rows();
        double[] shares = new double[COUNT];
        Arrays.setAll(shares, i -> 1 / (1 + Math.exp(-3 * UnitVectors.dot(rows[i], TRUE_PLANE))));

        assertPlane(new LinearProblem(rows, shares, 1).solve(LinearLoss.LOGISTIC), LOGISTIC_SHARES);
    }

    @Test
    void theSupportVectorMachineIsThatOfScikitLearn() {
        assertPlane(new LinearProblem(rows(), labels(), 1).solve(LinearLoss.SQUARED_HINGE), SUPPORT_VECTORS);
    }

    @Test
    void sidesThatNothingTellsApartHaveNoPlane() {
        double[][] rows = {{1, 2}, {1, 2}, {-1, 0}, {-1, 0}};

        LinearProblem.Plane plane = new LinearProblem(rows, new double[] {1, 0, 1, 0}, 1).solve(LinearLoss.LOGISTIC);

        assertThat(plane.weights()).containsExactly(new double[] {0, 0}, within(1e-9));
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> new LinearProblem(new double[2][1], new double[1], 1))
                .hasMessageContaining("got 2 and 1");
        assertThatThrownBy(() -> new LinearProblem(new double[1][1], new double[1], 0))
                .hasMessageContaining("cost must be positive");
    }

    private static void assertPlane(LinearProblem.Plane plane, double[] golden) {
        assertThat(plane.weights()).containsExactly(Arrays.copyOf(golden, DIMENSION), within(1e-7));
        assertThat(plane.intercept()).isCloseTo(golden[DIMENSION], within(1e-7));
    }

    private static double[][] rows() {
        double[][] rows = new double[COUNT][DIMENSION];
        for (int i = 0; i < COUNT; i++) {
            for (int j = 0; j < DIMENSION; j++) {
                rows[i][j] = StrictMath.sin(1.3 * i + 2.1 * j + 0.37 * i * j);
            }
        }
        return rows;
    }

    /// Which side of a true plane, with noise. 29 of 60 are 1.
    private static double[] labels() {
        double[][] rows = rows();
        double[] labels = new double[COUNT];
        Arrays.setAll(labels, i -> UnitVectors.dot(rows[i], TRUE_PLANE) + 0.8 * StrictMath.cos(7.7 * i) > 0.1 ? 1 : 0);
        return labels;
    }
}
