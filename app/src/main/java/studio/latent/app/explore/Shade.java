package studio.latent.app.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// A colour that data name by its hex code.
///
/// **Source** Björn Ottosson, "A perceptual color space for image processing" (2020): distances in Oklab are about as
/// large as they look.
///
/// @param code `#rrggbb`
record Shade(String code) {
    private static final Pattern CODE = Pattern.compile("#[0-9a-fA-F]{6}");

    /// A shade in Oklab, all three about in [-1, 1]; lightness is from black 0 to white 1.
    private record Lab(Shade shade, double lightness, double greenToRed, double blueToYellow) {
        double distance(Lab other) {
            return Math.hypot(
                    lightness - other.lightness,
                    Math.hypot(greenToRed - other.greenToRed, blueToYellow - other.blueToYellow));
        }
    }

    Shade {
        if (!isCode(code)) {
            throw new IllegalArgumentException("code must be like #4a312c, got " + code);
        }
    }

    static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    /// The same shades so that neighbours look alike: from the darkest on, each is followed by the one most like it.
    static List<Shade> besideTheirLike(List<Shade> shades) {
        List<Lab> left = new ArrayList<>(shades.stream()
                .map(Shade::lab)
                .sorted(Comparator.comparingDouble(Lab::lightness)
                        .thenComparing(lab -> lab.shade().code()))
                .toList());
        List<Shade> row = new ArrayList<>();
        while (!left.isEmpty()) {
            Lab next = left.removeFirst();
            row.add(next.shade());
            left.sort(Comparator.comparingDouble(next::distance)
                    .thenComparing(lab -> lab.shade().code()));
        }
        return List.copyOf(row);
    }

    private Lab lab() {
        double red = linear(1);
        double green = linear(3);
        double blue = linear(5);
        double l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        double m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        double s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return new Lab(
                this,
                0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    /// One of the three parts without the curve of sRGB.
    private double linear(int at) {
        double part = Integer.parseInt(code.substring(at, at + 2), 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
