package studio.latent.app.fx;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/// Lets files and folders be dropped on a node.
public final class PathDrop {
    private static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");

    private PathDrop() {}

    /// Gives each path that is dropped on `node` to `taker`. Meanwhile the node has the pseudo class `drop`.
    public static void accept(Node node, Consumer<Path> taker) {
        node.addEventHandler(DragEvent.DRAG_OVER, event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
                node.pseudoClassStateChanged(DROP, true);
                event.consume();
            }
        });
        node.addEventHandler(DragEvent.DRAG_EXITED, _ -> node.pseudoClassStateChanged(DROP, false));
        node.addEventHandler(DragEvent.DRAG_DROPPED, event -> {
            Dragboard board = event.getDragboard();
            List<Path> paths = board.hasFiles()
                    ? board.getFiles().stream().map(File::toPath).toList()
                    : List.of();
            paths.forEach(taker);
            event.setDropCompleted(!paths.isEmpty());
            event.consume();
        });
    }
}
