package studio.latent.app.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.explore.DirectionSides.Side;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageResize;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;

/// Own pictures on their way to the sides of a direction: their latents are found one after another, in the order in
/// which they came, so that they lie there in this order, too.
///
/// What goes wrong is told once, when the last one is there.
public final class SidePictures {
    /// Names of pictures that a message lists; more are counted.
    private static final int NAMED = 3;

    /// A picture whose latent is not found yet.
    public static final class Waiting {
        private final Side side;
        private final Path file;
        private final ReadOnlyBooleanWrapper begun = new ReadOnlyBooleanWrapper();
        private final ReadOnlyObjectWrapper<@Nullable Raster> picture = new ReadOnlyObjectWrapper<>();

        Waiting(Side side, Path file) {
            this.side = side;
            this.file = file;
        }

        Side side() {
            return side;
        }

        /// What the picture is called.
        public String name() {
            return ImageEncoder.nameOf(file);
        }

        /// Whether its latent is being found just now.
        public ReadOnlyBooleanProperty begunProperty() {
            return begun.getReadOnlyProperty();
        }

        /// The picture as the model takes it; empty before it is read.
        public ReadOnlyObjectProperty<@Nullable Raster> pictureProperty() {
            return picture.getReadOnlyProperty();
        }
    }

    /// Why a picture lies on no side.
    private record Failure(String name, Throwable cause) {
        String problem() {
            return cause instanceof StudioException fault ? fault.problem() : String.valueOf(cause.getMessage());
        }

        String remedy() {
            return cause instanceof StudioException fault ? fault.remedy() : "Try these pictures one by one.";
        }
    }

    private final Session session;
    private final ImageEncoder encoder;
    private final Executor ui;
    private final Consumer<Throwable> trouble;
    private final ObservableList<Waiting> waiting = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable Finding> current = new ReadOnlyObjectWrapper<>();
    private final List<Failure> failures = new ArrayList<>();
    private BiConsumer<Side, LatentState> arrived = (_, _) -> {};
    private int begun;
    private int asked;

    SidePictures(Session session, ImageEncoder encoder, Executor ui, Consumer<Throwable> trouble) {
        this.session = session;
        this.encoder = encoder;
        this.ui = ui;
        this.trouble = trouble;
    }

    /// @param sink takes what is found
    void onArrival(BiConsumer<Side, LatentState> sink) {
        arrived = sink;
    }

    /// Those that are not found yet, in their order; the first is being found.
    public ObservableList<Waiting> waiting() {
        return waiting;
    }

    /// What is being found; empty while nothing is.
    public ReadOnlyObjectProperty<@Nullable Finding> currentProperty() {
        return current.getReadOnlyProperty();
    }

    /// The number of the picture that is being found, from 1.
    public int number() {
        return begun;
    }

    /// How many pictures there are, found ones included.
    public int count() {
        return asked;
    }

    /// Finds the latents of pictures for a side, after those that wait.
    void add(Side side, List<Path> files) {
        boolean idle = waiting.isEmpty();
        waiting.addAll(files.stream().map(file -> new Waiting(side, file)).toList());
        asked += files.size();
        if (idle) {
            next();
        }
    }

    /// Gives up all that are not found yet.
    public void cancel() {
        waiting.clear();
        Finding now = current.get();
        if (now != null) {
            now.cancel();
        }
        finish();
    }

    private void next() {
        if (waiting.isEmpty()) {
            finish();
            return;
        }
        Waiting first = waiting.getFirst();
        OpenModel model = session.modelProperty().get();
        begun++;
        first.begun.set(true);
        Finding finding = encoder.findLatent(first.file, new FindingWatcher() {
            @Override
            public void read(Raster picture) {
                if (model != null) {
                    Raster fitted = ImageResize.forModel(picture, model.card().imageShape());
                    ui.execute(() -> first.picture.set(fitted));
                }
            }

            @Override
            public void ended(Outcome<LatentState> outcome) {
                if (waiting.remove(first)) {
                    take(first, outcome);
                    next();
                }
            }
        });
        if (!finding.isOver()) {
            current.set(finding);
        }
    }

    private void take(Waiting picture, Outcome<LatentState> outcome) {
        switch (outcome) {
            case Outcome.Completed<LatentState>(LatentState found) -> arrived.accept(picture.side, found);
            case Outcome.Cancelled<LatentState> _ -> {}
            case Outcome.Failed<LatentState>(Throwable cause) -> failures.add(new Failure(picture.name(), cause));
        }
    }

    private void finish() {
        List<Failure> failed = List.copyOf(failures);
        int all = asked;
        failures.clear();
        begun = 0;
        asked = 0;
        current.set(null);
        if (!failed.isEmpty()) {
            trouble.accept(told(failed, all));
        }
    }

    /// One failure for all: itself where it is the only one or all are the same.
    private static Throwable told(List<Failure> failed, int all) {
        Failure first = failed.getFirst();
        if (failed.stream().map(Failure::problem).distinct().count() == 1) {
            return first.cause;
        }
        String names = String.join(
                ", ", failed.stream().limit(NAMED).map(Failure::name).toList());
        String more = failed.size() > NAMED ? " and " + (failed.size() - NAMED) + " more" : "";
        return new BadImage(
                failed.size() + " of " + all + " pictures are on no side: " + names + more + "; of the first: "
                        + first.problem(),
                first.remedy(),
                first.cause);
    }
}
