package studio.latent.app;

import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.Window;
import studio.latent.app.fx.PathChoice;

/// A user who always chooses the same path, or none.
public final class FixedPaths implements PathChoice {
    private final Optional<Path> path;

    private FixedPaths(Optional<Path> path) {
        this.path = path;
    }

    public static FixedPaths of(Path path) {
        return new FixedPaths(Optional.of(path));
    }

    public static FixedPaths none() {
        return new FixedPaths(Optional.empty());
    }

    @Override
    public Optional<Path> folder(Window owner, String title) {
        return path;
    }

    @Override
    public Optional<Path> file(Window owner, String title, String kind, String... patterns) {
        return path;
    }

    @Override
    public Optional<Path> target(Window owner, String title, String suggestedName) {
        return path;
    }
}
