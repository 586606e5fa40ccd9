package studio.latent.engine.direction;

import java.util.Arrays;
import studio.latent.engine.model.LatentGeometry;

/// Where latents lie along a direction: the units and the reach of its slider.
///
/// @param centre mean of the latents' projections, in latent units
/// @param deviation standard deviation of the projections, in latent units
/// @param least coordinate below which hardly any latent lies, in standard deviations
/// @param most coordinate above which hardly any latent lies, in standard deviations
public record Calibration(double centre, double deviation, double least, double most) {
    /// Where nothing else is known: as far as 997 of 1,000 normal numbers reach.
    private static final double USUAL_REACH = 3;

    /// Farthest that a slider reaches, however far single latents lie.
    private static final double FARTHEST = 6;

    /// Nearest that a slider ends on either side, however skewed the latents lie.
    private static final double NEAREST = 1;

    /// Share of the latents that lie beyond either end.
    private static final double TAIL = 0.001;

    public Calibration {
        if (!Double.isFinite(centre) || !(deviation > 0) || !Double.isFinite(deviation)) {
            throw new IllegalArgumentException(
                    "calibration: centre must be finite and deviation positive, got " + centre + " and " + deviation);
        }
        if (!(least < 0 && most > 0) || !Double.isFinite(most - least)) {
            throw new IllegalArgumentException(
                    "calibration: least must be below 0 and most above it, got " + least + " and " + most);
        }
    }

    /// Of latents themselves. **Shapes** `vector: [d]`, of length 1; `latents: [n][d]`, n ≥ 2.
    ///
    /// **Errors** [IllegalArgumentException] where the latents do not vary along the direction.
    public static Calibration of(float[] vector, float[][] latents) {
        if (latents.length < 2) {
            throw new IllegalArgumentException("calibration: at least 2 latents are needed, got " + latents.length);
        }
        double[] places = new double[latents.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = UnitVectors.dot(vector, latents[i]);
        }
        double centre = Arrays.stream(places).average().orElseThrow();
        double square =
                Arrays.stream(places).map(p -> (p - centre) * (p - centre)).sum();
        double deviation = Math.sqrt(square / (places.length - 1));
        Arrays.sort(places);
        int beyond = (int) (TAIL * places.length);
        double least = (places[beyond] - centre) / deviation;
        double most = (places[places.length - 1 - beyond] - centre) / deviation;
        return new Calibration(
                centre, deviation, Math.clamp(least, -FARTHEST, -NEAREST), Math.clamp(most, NEAREST, FARTHEST));
    }

    /// Of a vector through the styles of several layers, each of which may have a style of its own. A unit is as
    /// far as if every layer's style lay one standard deviation out at once, as it does where one style is for all;
    /// the slider reaches to where hardly any layer has one.
    ///
    /// **Shapes** `vector: [layers · s]`, of length 1; `styles: [n][s]`, n ≥ 2.
    public static Calibration ofLayers(float[] vector, float[][] styles) {
        int s = styles[0].length;
        double centre = 0;
        double deviation = 0;
        for (int from = 0; from < vector.length; from += s) {
            float[] part = Arrays.copyOfRange(vector, from, from + s);
            double[] places = new double[styles.length];
            Arrays.setAll(places, i -> UnitVectors.dot(part, styles[i]));
            double mean = Arrays.stream(places).average().orElseThrow();
            centre += mean;
            double square =
                    Arrays.stream(places).map(p -> (p - mean) * (p - mean)).sum();
            deviation += Math.sqrt(square / (places.length - 1));
        }
        return new Calibration(centre, deviation, -USUAL_REACH, USUAL_REACH);
    }

    /// Of what is known of the latent space: the encoded data, or a prior N(0, I) where none were encoded.
    public static Calibration of(float[] vector, LatentGeometry geometry) {
        double variance = 0;
        double rest = 1;
        for (int axis = 0; axis < geometry.axes().length; axis++) {
            double share = UnitVectors.dot(vector, geometry.axes()[axis]);
            double along = share * geometry.deviations()[axis];
            variance += along * along;
            rest -= share * share;
        }
        // of a very large space only the first coordinates are axes; the others have deviation 1 as well
        variance += geometry.fitted() ? 0 : Math.max(0, rest);
        return new Calibration(
                UnitVectors.dot(vector, geometry.mean()), Math.sqrt(variance), -USUAL_REACH, USUAL_REACH);
    }
}
