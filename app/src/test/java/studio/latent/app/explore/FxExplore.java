package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.stage.Window;
import studio.latent.app.FakeStudio;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;
import studio.latent.engine.generate.Styling;

/// An Explore place over a fake engine with a thread of its own, for tests of parts of its view.
final class FxExplore implements AutoCloseable {
    /// No dialog is opened here.
    static final FileChoice NO_FILE = new FileChoice() {
        @Override
        public Optional<Path> toOpen(Window owner) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> toSave(Window owner, String suggestedName) {
            return Optional.empty();
        }
    };

    final Messages messages = Messages.in(Locale.ENGLISH);
    final FakeStudio studio = FakeStudio.onOwnThread();
    final Session session = new Session(studio, Platform::runLater, UndoTree.inMemory());
    final ExploreViewModel explore =
            new ExploreViewModel(studio, session, Platform::runLater, messages, new Random(3), "1.0");

    SectionParts parts() {
        return new SectionParts(messages, explore::rest);
    }

    /// A part as it looks in Explore.
    static <N extends Parent> N dressed(N part) {
        part.getStylesheets()
                .add(FxExplore.class
                        .getResource("/studio/latent/ui/explore.css")
                        .toExternalForm());
        part.getStyleClass().add("explore");
        return part;
    }

    /// How the image under the hand is styled.
    Styling styling() {
        return Objects.requireNonNull(session.renderingProperty().get())
                .sampling()
                .styling();
    }

    /// Whether the image of the open model is there.
    boolean isReady(String model) {
        return explore.modelNameProperty().get().equals(model)
                && session.stateProperty().get() != null
                && explore.imageProperty().get() != null
                && !explore.renderingProperty().get();
    }

    @Override
    public void close() {
        studio.close();
    }
}
