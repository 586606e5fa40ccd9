package studio.latent.app.fx;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Asks the user for a file or folder; empty when the user thinks better of it.
public interface PathChoice {
    /// A folder to read.
    Optional<Path> folder(Window owner, String title);

    /// A file to read.
    ///
    /// @param kind what the files are, for the user
    /// @param patterns which names fit, for example `*.zip`
    Optional<Path> file(Window owner, String title, String kind, String... patterns);

    /// A file or folder to write.
    Optional<Path> target(Window owner, String title, String suggestedName);

    /// Asks with the system's own dialogs, which begin where the last one ended.
    static PathChoice ofSystem() {
        return new PathChoice() {
            private @Nullable File last;

            @Override
            public Optional<Path> folder(Window owner, String title) {
                DirectoryChooser chooser = new DirectoryChooser();
                chooser.setTitle(title);
                chooser.setInitialDirectory(last);
                return remember(chooser.showDialog(owner));
            }

            @Override
            public Optional<Path> file(Window owner, String title, String kind, String... patterns) {
                FileChooser chooser = new FileChooser();
                chooser.setTitle(title);
                chooser.setInitialDirectory(last);
                chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(kind, Arrays.asList(patterns)));
                return remember(chooser.showOpenDialog(owner));
            }

            @Override
            public Optional<Path> target(Window owner, String title, String suggestedName) {
                FileChooser chooser = new FileChooser();
                chooser.setTitle(title);
                chooser.setInitialDirectory(last);
                chooser.setInitialFileName(suggestedName);
                return remember(chooser.showSaveDialog(owner));
            }

            private Optional<Path> remember(@Nullable File chosen) {
                if (chosen != null) {
                    last = chosen.getParentFile();
                }
                return Optional.ofNullable(chosen).map(File::toPath);
            }
        };
    }
}
