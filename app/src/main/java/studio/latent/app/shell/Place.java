package studio.latent.app.shell;

import java.util.function.Supplier;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;

/// One place of the window.
///
/// @param id how the code and the command line call it; message `place.<id>` is its name
/// @param icon its picture in the rail
/// @param view makes its content when it is visited first; on the JavaFX thread
public record Place(String id, Ikon icon, Supplier<? extends Node> view) {}
