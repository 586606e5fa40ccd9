package studio.latent.engine.image;

/// What lies behind the transparent parts of an image; rasters have no alpha.
public enum Background {
    BLACK(0),
    WHITE(255);

    private final int level;

    Background(int level) {
        this.level = level;
    }

    /// The grey level of each channel, in [0, 255].
    int level() {
        return level;
    }
}
