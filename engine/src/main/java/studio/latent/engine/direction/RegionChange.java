package studio.latent.engine.direction;

/// How far moving images along a direction changes pixels inside the region of an attribute and outside of it.
///
/// A model that encodes is followed on images of the data, each moved to where one with the attribute lies. Any
/// other model, and one that is moved in its styles, draws images of its own, which are moved from -2 to +2
/// standard deviations of the direction: how far that is beside the attribute's own change differs from model to
/// model, so of these the share and the contrast tell more than the changes themselves.
///
/// The region is one place for all drawn images. In data whose images are aligned, as faces and avatars are, the
/// attribute is always there; in others the region is wide, and a share of all change in it is soon great.
///
/// @param pairs images that were moved; of the data, each with one that differs from it by the attribute and
/// little else
/// @param exactPairs pairs of the data's images that are alike in every other attribute: those among `pairs`, or,
/// where images were drawn, those whose differences are the region; 0 where the whole data gave it
/// @param drawn whether the images were drawn
/// @param area share of the pixels that are in the region, in (0, 1); where pairs have regions of their own,
/// their mean
/// @param inside mean absolute change of a sample inside, in [0, 1] of its range
/// @param outside mean absolute change of a sample outside
public record RegionChange(int pairs, int exactPairs, boolean drawn, double area, double inside, double outside) {
    public RegionChange {
        if (pairs < 1 || exactPairs < 0 || (!drawn && exactPairs > pairs)) {
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
