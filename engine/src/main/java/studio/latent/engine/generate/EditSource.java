package studio.latent.engine.generate;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageResize;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;

/// The image that a model that denoises begins with instead of pure noise, and how much of it stays.
///
/// **Source** Meng et al. 2022, "SDEdit" (strength); Lugmayr et al. 2022, "RePaint" (mask).
///
/// @param image of the model's own shape
/// @param mask one channel of the image's size: 255 where to paint anew, 0 where the image stays exactly; null to
/// paint anew everywhere
/// @param strength share of the steps to take, above 0 and at most 1: a little keeps almost everything
public record EditSource(Raster image, @Nullable Raster mask, double strength) {
    /// Keeps the composition of most images.
    public static final double USUAL_STRENGTH = 0.5;

    static final String STRENGTH = "strength";
    static final String IMAGE = "image";
    static final String MASK = "mask";
    private static final int WHITE = 128;

    public EditSource {
        if (!(strength > 0 && strength <= 1)) {
            throw new IllegalArgumentException("strength must be above 0 and at most 1, got " + strength);
        }
        if (mask != null && (mask.channels() != 1 || !sameSize(mask, image))) {
            throw new IllegalArgumentException("mask must have one channel and the size of " + image + ", got " + mask);
        }
    }

    /// An image and a mask of any one size, fitted to a model as images are for encoding: scaled, cut to its sides
    /// around the middle, converted to its channels.
    ///
    /// **Errors** [BadOption] for a mask of another size than the image or without a white pixel in what the model
    /// sees, and for a strength out of range.
    public static EditSource fitted(Raster image, @Nullable Raster mask, double strength, ImageShape shape)
            throws BadOption {
        if (!(strength > 0 && strength <= 1)) {
            throw new BadOption(
                    "The strength must be above 0 and at most 1, got " + strength + ".",
                    "0.3 keeps the composition, 0.8 keeps little of it.");
        }
        Raster fitted = ImageResize.forModel(image, shape);
        return new EditSource(fitted, mask == null ? null : fittedMask(mask, image, shape), strength);
    }

    /// The same, with another share of the steps.
    public EditSource withStrength(double share) {
        return new EditSource(image, mask, share);
    }

    /// The same, painted anew elsewhere; null for everywhere.
    public EditSource behind(@Nullable Raster other) {
        return new EditSource(image, other, strength);
    }

    /// The settings of a recipe, by name. Images in it are small, as the model makes them; no other file is needed
    /// to make the picture again.
    SequencedMap<String, String> texts() {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        texts.put(STRENGTH, Double.toString(strength));
        texts.put(IMAGE, base64(image));
        if (mask != null) {
            texts.put(MASK, base64(mask));
        }
        return texts;
    }

    /// What a recipe's image was made from, for a model whose images are of `shape`; null for noise alone.
    ///
    /// **Errors** [IllegalArgumentException] for a text that is no value of its setting.
    static @Nullable EditSource of(Map<String, String> texts, ImageShape shape) {
        String image = texts.get(IMAGE);
        String mask = texts.get(MASK);
        String strength = texts.get(STRENGTH);
        if (image == null && mask == null && strength == null) {
            return null;
        }
        if (image == null || strength == null) {
            throw new IllegalArgumentException("image and strength belong together");
        }
        ImageShape plane = new ImageShape(1, shape.height(), shape.width());
        return new EditSource(
                raster(image, shape), mask == null ? null : raster(mask, plane), Double.parseDouble(strength));
    }

    private static String base64(Raster raster) {
        return Base64.getEncoder().encodeToString(raster.samples());
    }

    private static Raster raster(String base64, ImageShape shape) {
        return new Raster(shape, Base64.getDecoder().decode(base64));
    }

    private static Raster fittedMask(Raster mask, Raster image, ImageShape shape) throws BadOption {
        if (!sameSize(mask, image)) {
            throw new BadOption(
                    String.format(
                            Locale.ROOT,
                            "The mask has %d × %d pixels, the image %d × %d.",
                            mask.width(),
                            mask.height(),
                            image.width(),
                            image.height()),
                    "Paint the mask on this image: white where it shall be painted anew, black elsewhere.");
        }
        byte[] samples = ImageResize.forModel(mask, new ImageShape(1, shape.height(), shape.width()))
                .samples()
                .clone();
        boolean any = false;
        for (int i = 0; i < samples.length; i++) {
            boolean white = (samples[i] & 0xff) >= WHITE;
            samples[i] = (byte) (white ? 255 : 0);
            any |= white;
        }
        if (!any) {
            throw new BadOption(
                    "The mask has no white pixel in the part that the model sees, so there is nothing to paint anew.",
                    "Paint white where the image shall be made anew, or leave the mask out.");
        }
        return new Raster(new ImageShape(1, shape.height(), shape.width()), samples);
    }

    private static boolean sameSize(Raster a, Raster b) {
        return a.width() == b.width() && a.height() == b.height();
    }

    /// The mask in places of `height · width`, each of which stands for a block of pixels: 1 where any pixel of it
    /// is to be painted anew.
    ///
    /// **Shapes** `[height · width]`, sides that divide the image's; null without a mask.
    double @Nullable [] repainted(int height, int width) {
        if (mask == null) {
            return null;
        }
        int down = mask.height() / height;
        int across = mask.width() / width;
        double[] values = new double[height * width];
        for (int i = 0; i < mask.samples().length; i++) {
            if (mask.samples()[i] != 0) {
                values[i / mask.width() / down * width + i % mask.width() / across] = 1;
            }
        }
        return values;
    }

    /// What was made, with the pixels of the image wherever the mask keeps them.
    Raster keeping(Raster made) {
        if (mask == null) {
            return made;
        }
        byte[] samples = made.samples().clone();
        int plane = mask.samples().length;
        for (int i = 0; i < samples.length; i++) {
            if (mask.samples()[i % plane] == 0) {
                samples[i] = image.samples()[i];
            }
        }
        return new Raster(made.shape(), samples);
    }
}
