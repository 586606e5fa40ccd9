package studio.latent.app.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
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
import studio.latent.engine.error.BadOption;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.sample.Samplers;

/// How the image under the hand comes out of its noise: step by step, and by one sampler beside the other.
///
/// Nothing is computed while it is not looked at ([#shownProperty()]) or while the hand moves: it follows the
/// gestures.
public final class TrajectoryViewModel {
    /// The image of the same noise by one sampler.
    ///
    /// @param calls how often the network answers for it
    /// @param image empty while it is on its way, and where it could not be made
    /// @param failure why it could not be made
    public record Rival(
            String sampler,
            int calls,
            @Nullable Raster image,
            @Nullable Throwable failure) {
        private Rival ended(@Nullable Raster made, @Nullable Throwable why) {
            return new Rival(sampler, calls, made, why);
        }
    }

    private final Session session;
    private final Bench bench;
    private final Executor ui;
    private final Consumer<Throwable> trouble;
    private final BooleanProperty shown = new SimpleBooleanProperty();
    private final DoubleProperty position = new SimpleDoubleProperty(1);
    private final ReadOnlyIntegerWrapper steps = new ReadOnlyIntegerWrapper();
    private final ReadOnlyDoubleWrapper sigma = new ReadOnlyDoubleWrapper();
    private final ObjectProperty<@Nullable Raster> noisy = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Raster> estimate = new SimpleObjectProperty<>();
    private final ObservableList<Rival> rivals = FXCollections.observableArrayList();
    private final ObservableList<Rival> rivalsView = FXCollections.unmodifiableObservableList(rivals);
    private List<Bench.TrajectoryStep> trajectory = List.of();
    private Job<?> following = Job.completed("Nothing", List.of());
    private Job<?> rendering = Job.completed("Nothing", List.of());
    private @Nullable LatentState followed;

    TrajectoryViewModel(Session session, Bench bench, Executor ui, Consumer<Throwable> trouble) {
        this.session = session;
        this.bench = bench;
        this.ui = ui;
        this.trouble = trouble;
        session.tree().currentProperty().subscribe(_ -> follow());
        session.modelProperty().subscribe(_ -> modelChanged());
        shown.subscribe(_ -> follow());
        position.subscribe(_ -> showStep());
    }

    /// Whether someone looks; switched off it costs nothing.
    public BooleanProperty shownProperty() {
        return shown;
    }

    /// The step looked at, from 1 for the noisiest to [#stepsProperty()].
    public DoubleProperty positionProperty() {
        return position;
    }

    /// Steps of the trajectory; 0 while there is none.
    public ReadOnlyIntegerProperty stepsProperty() {
        return steps.getReadOnlyProperty();
    }

    /// Noise level of the step looked at, in units of the data.
    public ReadOnlyDoubleProperty sigmaProperty() {
        return sigma.getReadOnlyProperty();
    }

    /// What the step began with, scaled to the variance of an image.
    public ReadOnlyObjectProperty<@Nullable Raster> noisyProperty() {
        return noisy;
    }

    /// What image the model saw in it.
    public ReadOnlyObjectProperty<@Nullable Raster> estimateProperty() {
        return estimate;
    }

    /// The same noise by every sampler, in as many steps; empty until they are asked for.
    public ObservableList<Rival> rivals() {
        return rivalsView;
    }

    /// Renders the noise under the hand by each sampler in turn; one that fails says so in its place.
    public void compareSamplers() {
        OpenModel model = session.modelProperty().get();
        LatentState state = session.stateProperty().get();
        rendering.cancel();
        if (model == null || state == null || state.rendering() == null) {
            return;
        }
        Rendering made = state.rendering();
        SamplerSettings usual = made.sampling();
        List<SamplerSettings> ways = new ArrayList<>();
        List<Rival> empty = new ArrayList<>();
        for (Samplers.Type<?> type : Samplers.TYPES) {
            SamplerSettings way = type.id().equals(usual.sampler()) ? usual : usual.sampledBy(type.id(), Map.of());
            try {
                empty.add(new Rival(type.id(), made.sampledBy(way).networkEvaluations(), null, null));
                ways.add(way);
            } catch (BadOption e) {
                trouble.accept(e); // a recipe's knob that the sampler does not have
            }
        }
        rivals.setAll(empty);
        render(model, state, ways, 0);
    }

    private void render(OpenModel model, LatentState state, List<SamplerSettings> ways, int place) {
        if (place == ways.size()) {
            return;
        }
        Job<List<Raster>> job = bench.render(
                model, List.of(state.latent()), state.renderingOrUsual().sampledBy(ways.get(place)));
        rendering = job;
        job.whenDone(outcome -> ui.execute(() -> {
            if (!job.equals(rendering)) {
                return;
            }
            switch (outcome) {
                case Outcome.Completed<List<Raster>>(List<Raster> images) -> {
                    rivals.set(place, rivals.get(place).ended(images.getFirst(), null));
                    render(model, state, ways, place + 1);
                }
                case Outcome.Cancelled<List<Raster>> _ -> {}
                case Outcome.Failed<List<Raster>>(Throwable cause) -> {
                    rivals.set(place, rivals.get(place).ended(null, cause));
                    render(model, state, ways, place + 1);
                }
            }
        }));
    }

    private void modelChanged() {
        clear();
        follow();
    }

    private void clear() {
        following.cancel();
        rendering.cancel();
        rivals.clear();
        trajectory = List.of();
        followed = null;
        steps.set(0);
        showStep();
    }

    private void follow() {
        OpenModel model = session.modelProperty().get();
        LatentState state = session.stateProperty().get();
        if (!shown.get() || model == null || state == null || state.rendering() == null || state.equals(followed)) {
            return;
        }
        following.cancel();
        rendering.cancel();
        rivals.clear();
        followed = state;
        Job<List<Bench.TrajectoryStep>> job = bench.trajectory(model, state.latent(), state.rendering());
        following = job;
        job.whenDone(outcome -> ui.execute(() -> {
            if (!job.equals(following)) {
                return;
            }
            switch (outcome) {
                case Outcome.Completed<List<Bench.TrajectoryStep>>(List<Bench.TrajectoryStep> made) -> take(made);
                case Outcome.Cancelled<List<Bench.TrajectoryStep>> _ -> {}
                case Outcome.Failed<List<Bench.TrajectoryStep>>(Throwable cause) -> trouble.accept(cause);
            }
        }));
    }

    /// Keeps looking at the same share of the way.
    private void take(List<Bench.TrajectoryStep> made) {
        double share = trajectory.size() > 1 ? (position.get() - 1) / (trajectory.size() - 1) : 0.5;
        trajectory = made;
        steps.set(made.size());
        position.set(Math.rint(1 + share * Math.max(0, made.size() - 1)));
        showStep();
    }

    private void showStep() {
        int place = Math.clamp(Math.round(position.get()) - 1, 0, Math.max(0, trajectory.size() - 1));
        boolean there = !trajectory.isEmpty();
        noisy.set(there ? trajectory.get(place).noisy() : null);
        estimate.set(there ? trajectory.get(place).estimate() : null);
        sigma.set(there ? trajectory.get(place).sigma() : 0);
    }
}
