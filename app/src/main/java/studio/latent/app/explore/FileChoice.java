package studio.latent.app.explore;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import studio.latent.app.l10n.Messages;

/// Asks the user for a file.
public interface FileChoice {
    /// An image to open; empty when the user thinks better of it.
    Optional<Path> toOpen(Window owner);

    /// Where to save a picture; empty when the user thinks better of it.
    Optional<Path> toSave(Window owner, String suggestedName);

    /// Asks with the system's own dialogs, which begin where the last one ended.
    static FileChoice ofSystem(Messages messages) {
        FileChooser chooser = new FileChooser();
        FileChooser.ExtensionFilter png = new FileChooser.ExtensionFilter(messages.text("explore.files.png"), "*.png");
        FileChooser.ExtensionFilter images = new FileChooser.ExtensionFilter(
                messages.text("explore.files.images"), "*.png", "*.jpg", "*.jpeg", "*.bmp", "*.gif", "*.webp");
        return new FileChoice() {
            @Override
            public Optional<Path> toOpen(Window owner) {
                chooser.setTitle(messages.text("explore.open"));
                chooser.getExtensionFilters().setAll(images);
                return remember(chooser.showOpenDialog(owner));
            }

            @Override
            public Optional<Path> toSave(Window owner, String suggestedName) {
                chooser.setTitle(messages.text("explore.save"));
                chooser.getExtensionFilters().setAll(png);
                chooser.setInitialFileName(suggestedName);
                return remember(chooser.showSaveDialog(owner));
            }

            private Optional<Path> remember(@Nullable File chosen) {
                if (chosen != null) {
                    chooser.setInitialDirectory(chosen.getParentFile());
                }
                return Optional.ofNullable(chosen).map(File::toPath);
            }
        };
    }
}
