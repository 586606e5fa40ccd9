package studio.latent.app.cli;

import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;

/// How many images of one size stand in a row of a sheet.
record SheetLayout(int columns) {
    /// As square as can be, wide rather than high.
    ///
    /// **Errors** [BadOption] when the sheet would be larger than an image may be.
    static SheetLayout square(ImageShape cell, int count) throws BadOption {
        return checked(cell, count, (int) Math.ceil(Math.sqrt(count)));
    }

    /// One row, as far as an image may be wide; then the next.
    ///
    /// **Errors** [BadOption] when the sheet would be larger than an image may be.
    static SheetLayout strip(ImageShape cell, int count) throws BadOption {
        return checked(cell, count, Math.min(count, ImageShape.MAX_SIDE / cell.width()));
    }

    private static SheetLayout checked(ImageShape cell, int count, int columns) throws BadOption {
        long width = (long) columns * cell.width();
        long height = (long) Math.ceilDiv(count, columns) * cell.height();
        if (width > ImageShape.MAX_SIDE || height > ImageShape.MAX_SIDE) {
            throw new BadOption(
                    "A sheet of " + count + " images would be larger than " + ImageShape.MAX_SIDE + " pixels.",
                    "Give a folder as --out, or ask for fewer images.");
        }
        return new SheetLayout(columns);
    }
}
