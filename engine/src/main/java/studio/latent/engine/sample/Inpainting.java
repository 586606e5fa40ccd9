package studio.latent.engine.sample;

import java.util.Arrays;
import studio.latent.engine.error.BadOption;

/// Repaints the marked part of images and keeps the rest exactly, with any sampler.
///
/// Before each evaluation the kept part is the image under noise of that sigma; after it the denoised image is
/// blended with the image, so that the step to 0 gives the kept part back bit for bit. **Source** Lugmayr et al.
/// 2022, "RePaint", equation 8, without its resampling; the blend of the denoised image as in Song et al. 2021,
/// appendix I.
public final class Inpainting {
    private final Samples image;
    private final Samples mask;
    private final Samples noise;

    private Inpainting(Samples image, Samples mask, Samples noise) {
        this.image = image;
        this.mask = mask;
        this.noise = noise;
    }

    /// An inpainting of `image`.
    ///
    /// **Shapes** `image: [N, C, H, W]`, `mask: [N or 1, C or 1, H, W]` with 1 where to repaint and 0 where to
    /// keep, `noise` standard normals of the image's shape. **Errors** [BadOption] for a mask of another size or
    /// with values outside [0, 1].
    public static Inpainting of(Samples image, Samples mask, Samples noise) throws BadOption {
        image.requireShapeOf(noise);
        int[] wanted = image.shape();
        int[] given = mask.shape();
        boolean fits = wanted.length == given.length;
        for (int side = 0; fits && side < wanted.length; side++) {
            fits = given[side] == wanted[side] || (side < 2 && given[side] == 1);
        }
        if (!fits) {
            throw new BadOption(
                    "The mask has the size " + Arrays.toString(given) + ", the image " + Arrays.toString(wanted) + ".",
                    "Paint the mask on this image, or scale it to the image's size.");
        }
        for (double value : mask.values()) {
            if (!(value >= 0 && value <= 1)) {
                throw new BadOption(
                        "The mask holds the value " + value + ", outside of 0 (keep) to 1 (repaint).",
                        "Divide the mask's values by their largest.");
            }
        }
        return new Inpainting(image, spread(mask, wanted), noise);
    }

    private static Samples spread(Samples mask, int[] shape) {
        if (Arrays.equals(mask.shape(), shape)) {
            return mask;
        }
        int plane = 1;
        for (int side = 2; side < shape.length; side++) {
            plane *= shape[side];
        }
        int pixels = plane;
        int channels = shape.length > 1 ? shape[1] : 1;
        int ownChannels = mask.shape().length > 1 ? mask.shape()[1] : 1;
        double[] values = new double[shape[0] * channels * pixels];
        Arrays.setAll(values, i -> {
            int row = mask.count() == 1 ? 0 : i / (channels * pixels);
            int channel = ownChannels == 1 ? 0 : i / pixels % channels;
            return mask.values()[(row * ownChannels + channel) * pixels + i % pixels];
        });
        return new Samples(shape, values);
    }

    /// A denoiser that repaints only where the mask says so. Goes around everything else.
    public Denoiser of(Denoiser inner) {
        return (x, sigma) -> {
            Samples noisy = image.plus(sigma, noise);
            return masked(inner.denoised(masked(x, noisy), sigma), image);
        };
    }

    private Samples masked(Samples inside, Samples outside) {
        double[] values = new double[inside.values().length];
        for (int i = 0; i < values.length; i++) {
            double m = mask.values()[i];
            values[i] = m == 0 ? outside.values()[i] : m * inside.values()[i] + (1 - m) * outside.values()[i];
        }
        return new Samples(inside.shape(), values);
    }
}
