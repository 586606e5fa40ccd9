package studio.latent.app.explore;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Session;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.FeatureMaps;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.SampleShape;

/// The layer viewer: what the channels of a layer make of the image under the hand.
///
/// It follows the hand: one look at a time, and when it is done the newest state is looked at next. Nothing is
/// computed while nobody looks ([#shownProperty()]).
public final class LayersViewModel {
    /// What is looked at.
    private record Look(OpenModel model, long version, Latent latent, Rendering rendering, String layer, int columns) {}

    private final Session session;
    private final Bench bench;
    private final Executor ui;
    private final Consumer<Throwable> trouble;
    private final BooleanProperty shown = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper();
    private final ObservableList<LayerChoice> layers = FXCollections.observableArrayList();
    private final ObservableList<LayerChoice> layersView = FXCollections.unmodifiableObservableList(layers);
    private final ObjectProperty<@Nullable LayerChoice> chosen = new SimpleObjectProperty<>();
    private final DoubleProperty aspect = new SimpleDoubleProperty(3);
    private final ObjectProperty<@Nullable Raster> atlas = new SimpleObjectProperty<>();
    private @Nullable Look looking;
    private @Nullable Look seen;
    private @Nullable OpenModel model;

    LayersViewModel(Session session, Bench bench, Executor ui, Consumer<Throwable> trouble) {
        this.session = session;
        this.bench = bench;
        this.ui = ui;
        this.trouble = trouble;
        session.modelProperty().subscribe(this::modelChanged);
        session.stateProperty().subscribe(_ -> look());
        shown.subscribe(_ -> look());
        chosen.subscribe(_ -> look());
        aspect.subscribe(_ -> look());
    }

    /// Whether someone looks; switched off it costs nothing.
    public BooleanProperty shownProperty() {
        return shown;
    }

    /// Whether the model on the bench has layers to look into.
    public ReadOnlyBooleanProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /// From the latent to the image; empty for a model that shows none.
    public ObservableList<LayerChoice> layers() {
        return layersView;
    }

    /// The layer looked into; empty exactly where there are none.
    public ObjectProperty<@Nullable LayerChoice> chosenProperty() {
        return chosen;
    }

    /// How many times wider than high the place is in which the maps are shown; above 0.
    public DoubleProperty aspectProperty() {
        return aspect;
    }

    /// The maps of all channels in rows, each from black to white over its own range; empty until they are there.
    public ReadOnlyObjectProperty<@Nullable Raster> atlasProperty() {
        return atlas;
    }

    /// Looks again: the model has new weights.
    void refresh() {
        look();
    }

    private void modelChanged() {
        OpenModel next = session.modelProperty().get();
        if (next != null && next.equals(model)) {
            return;
        }
        model = next;
        List<LayerChoice> found = LayerChoice.of(next);
        chosen.set(null);
        atlas.set(null);
        seen = null;
        layers.setAll(found);
        offered.set(!found.isEmpty());
        if (found.isEmpty()) {
            shown.set(false);
        } else {
            chosen.set(layers.get(layers.size() / 2)); // the first ones are too small to tell much
        }
    }

    /// Asks for what is wanted now, unless an older look is still under way: that one asks again when it is done.
    private void look() {
        Look wanted = wanted();
        if (wanted == null || wanted.equals(seen) || looking != null) {
            return;
        }
        looking = wanted;
        Job<FeatureMaps> job = bench.features(wanted.model(), wanted.latent(), wanted.rendering(), wanted.layer());
        job.whenDone(outcome -> {
            // still on the engine's thread: the window only shows the atlas
            Raster made = outcome instanceof Outcome.Completed<FeatureMaps>(FeatureMaps maps)
                    ? maps.atlas(wanted.columns())
                    : null;
            ui.execute(() -> take(wanted, outcome, made));
        });
    }

    private @Nullable Look wanted() {
        LatentState state = session.stateProperty().get();
        LayerChoice choice = chosen.get();
        OpenModel current = model;
        if (!shown.get() || current == null || state == null || choice == null) {
            return null;
        }
        boolean ownState = state.model().equals(current.card().name())
                && state.latent().dimension() == current.card().latentDimension();
        SampleShape shape = choice.layer().shape();
        return ownState
                ? new Look(
                        current,
                        current.version(),
                        state.latent(),
                        state.renderingOrUsual(),
                        choice.layer().name(),
                        FeatureMaps.columns(shape, Math.clamp(aspect.get(), 0.05, 20)))
                : null;
    }

    private void take(Look made, Outcome<FeatureMaps> outcome, @Nullable Raster image) {
        looking = null;
        seen = made;
        boolean current = made.model().equals(model);
        switch (outcome) {
            case Outcome.Completed<FeatureMaps> _ -> {
                if (current) {
                    atlas.set(image);
                }
            }
            case Outcome.Cancelled<FeatureMaps> _ -> {}
            case Outcome.Failed<FeatureMaps>(Throwable cause) -> {
                if (current) {
                    trouble.accept(cause);
                }
            }
        }
        look();
    }
}
