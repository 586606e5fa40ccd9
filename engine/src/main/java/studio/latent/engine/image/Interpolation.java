package studio.latent.engine.image;

/// How samples are computed when an image is resized; every rule equals Pillow's of the same kind to the bit.
///
/// When an image is shrunk, all rules but [#NEAREST] widen their kernel by the factor of reduction (antialiasing),
/// so that every source pixel has its share.
public enum Interpolation {
    /// The source pixel under the target pixel's centre.
    NEAREST(0) {
        @Override
        double weight(double x) {
            return 1;
        }
    },
    /// Triangle of half-width 1; Pillow's BILINEAR.
    BILINEAR(1) {
        @Override
        double weight(double x) {
            return Math.max(0, 1 - Math.abs(x));
        }
    },
    /// Keys' cubic with a = −0.5, half-width 2; Pillow's BICUBIC.
    ///
    /// **Source** Keys, "Cubic convolution interpolation for digital image processing", 1981, eq. 4.
    BICUBIC_ANTIALIASED(2) {
        @Override
        double weight(double x) {
            double a = -0.5;
            double s = Math.abs(x);
            if (s < 1) {
                return ((a + 2) * s - (a + 3)) * s * s + 1;
            }
            return s < 2 ? (((s - 5) * s + 8) * s - 4) * a : 0;
        }
    },
    /// Mean over the area that a target pixel covers; Pillow's BOX.
    AREA(0.5) {
        @Override
        double weight(double x) {
            return x > -0.5 && x <= 0.5 ? 1 : 0;
        }
    };

    private final double support;

    Interpolation(double support) {
        this.support = support;
    }

    /// Half-width of the kernel, in source pixels at scale 1.
    double support() {
        return support;
    }

    /// The kernel's value at a distance of `x` pixels; not normalised.
    abstract double weight(double x);
}
