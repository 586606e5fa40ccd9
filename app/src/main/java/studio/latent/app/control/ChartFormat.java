package studio.latent.app.control;

/// As what a chart leaves the window.
public enum ChartFormat {
    /// The picture as it stands.
    PNG("png"),
    /// The shown lines as vectors.
    SVG("svg"),
    /// The points of the shown lines as a table.
    CSV("csv");

    private final String extension;

    ChartFormat(String extension) {
        this.extension = extension;
    }

    /// What a file's name ends with, without the dot.
    public String extension() {
        return extension;
    }
}
