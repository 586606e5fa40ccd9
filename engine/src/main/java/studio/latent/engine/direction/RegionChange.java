package studio.latent.engine.direction;

/// How far moving images along a direction changes pixels inside the region of an attribute and outside of it.
///
/// @param pairs images that were moved, each with one that differs from it by the attribute and little else
/// @param exactPairs those of the pairs that are alike in every other attribute
/// @param area share of the pixels that are in the region, in (0, 1); where pairs have regions of their own,
/// their mean
/// @param inside mean absolute change of a sample inside, in [0, 1] of its range
/// @param outside mean absolute change of a sample outside
public record RegionChange(int pairs, int exactPairs, double area, double inside, double outside) {
    public RegionChange {
        if (pairs < 1 || exactPairs < 0 || exactPairs > pairs) {
            throw new IllegalArgumentException(
                    "region: pairs must be positive and exactPairs within them, got " + pairs + " and " + exactPairs);
        }
        if (!(area > 0 && area < 1) || !(inside >= 0) || !(outside >= 0)) {
            throw new IllegalArgumentException("region: area must be in (0, 1) and changes not negative, got " + area
                    + ", " + inside + " and " + outside);
        }
    }

    /// Share of all change that falls into the region.
    public double share() {
        double all = inside * area + outside * (1 - area);
        return all > 0 ? inside * area / all : 0;
    }

    /// How many times more a pixel changes inside than outside.
    public double contrast() {
        return inside / outside;
    }
}
