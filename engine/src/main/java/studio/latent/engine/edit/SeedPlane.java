package studio.latent.engine.edit;

import java.util.List;
import studio.latent.engine.model.Latent;

/// A square between four latents: at (u, v) their bilinear mix.
///
/// With `keepLength` the mix is brought to the bilinear mix of the corners' lengths. Without, the mix of four
/// independent latents of d dimensions has in the middle half their length: far inside the shell on which the
/// model was trained, where images grow alike and blurred. A mix of length 0 has no direction and stays 0.
public record SeedPlane(Latent topLeft, Latent topRight, Latent bottomLeft, Latent bottomRight, boolean keepLength) {
    public SeedPlane {
        Vectors.requireOneSpace("plane", List.of(topLeft, topRight, bottomLeft, bottomRight));
    }

    /// The mix of the corners at a place in the square.
    ///
    /// @param u from left to right, in [0, 1]
    /// @param v from top to bottom, in [0, 1]
    public Latent at(double u, double v) {
        Vectors.requireShare("plane: u", u);
        Vectors.requireShare("plane: v", v);
        List<Latent> corners = List.of(topLeft, topRight, bottomLeft, bottomRight);
        double[] weights = {(1 - u) * (1 - v), u * (1 - v), (1 - u) * v, u * v};
        double wanted = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] == 1) {
                return corners.get(i);
            }
            wanted += weights[i] * Vectors.length(corners.get(i));
        }
        double[] mix = Vectors.weightedSum(corners, weights);
        double length = Vectors.length(mix);
        return Vectors.latent(keepLength && length > 0 ? wanted / length : 1, mix);
    }
}
