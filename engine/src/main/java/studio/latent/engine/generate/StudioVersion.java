package studio.latent.engine.generate;

/// The version of this program, as `--version`, recipes and crash reports name it.
public final class StudioVersion {
    /// The version in the build's parent file; a test keeps the two equal.
    public static final String CURRENT = "0.1.0";

    private StudioVersion() {}
}
