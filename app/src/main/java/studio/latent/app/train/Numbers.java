package studio.latent.app.train;

/// Numbers that a user types: a point or a comma before the decimals.
final class Numbers {
    private Numbers() {}

    /// The number that `text` writes; NaN when it writes none.
    static double parse(String text) {
        try {
            return Double.parseDouble(text.strip().replace(',', '.'));
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    static boolean isWhole(double value) {
        return value == Math.rint(value) && Double.isFinite(value);
    }
}
