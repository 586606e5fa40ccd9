package studio.latent.engine.generate;

/// Points on their way down a slope, with Adam's moments.
///
/// **Source** Kingma and Ba, "Adam: a method for stochastic optimization", 2015, β = (0.9, 0.999).
final class PointWalk {
    private final float[][] points;
    private final double[][] first;
    private final double[][] second;

    PointWalk(float[][] points) {
        this.points = points;
        this.first = new double[points.length][points[0].length];
        this.second = new double[points.length][points[0].length];
    }

    /// Where the points are now. **Shapes** `[n][p]`.
    float[][] points() {
        return points;
    }

    /// The same walk of one of its points alone.
    PointWalk of(int chosen) {
        PointWalk alone = new PointWalk(new float[][] {points[chosen]});
        alone.first[0] = first[chosen];
        alone.second[0] = second[chosen];
        return alone;
    }

    /// One step.
    ///
    /// **Shapes** `slopes: [n · p]`, point after point.
    ///
    /// @param number of the step, from 1
    void step(float[] slopes, double rate, int number) {
        double firstBias = 1 - Math.pow(0.9, number);
        double secondBias = 1 - Math.pow(0.999, number);
        for (int row = 0; row < points.length; row++) {
            for (int i = 0; i < points[row].length; i++) {
                double slope = slopes[row * points[row].length + i];
                first[row][i] += 0.1 * (slope - first[row][i]);
                second[row][i] += 0.001 * (slope * slope - second[row][i]);
                double move = first[row][i] / firstBias / (Math.sqrt(second[row][i] / secondBias) + 1e-8);
                points[row][i] -= (float) (rate * move);
            }
        }
    }
}
