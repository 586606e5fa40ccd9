package studio.latent.app.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.data.ConditionName;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.EditSource;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.StyleMix;
import studio.latent.engine.generate.Styling;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Family;

/// What all places of one window share. One thread: that of `ui`.
///
/// A hand that moves calls [#show(LatentState)] as often as it likes; the undo tree learns of it when the hand
/// rests ([#rest()]), so that a drag is one gesture.
public final class Session {
    private static final double GUIDANCE = 2;

    private final Studio studio;
    private final Executor ui;
    private final UndoTree tree;
    private final Map<String, OpenModel> opened = new HashMap<>();
    private final ObservableList<Job<?>> jobs = FXCollections.observableArrayList();
    private final ObservableList<Job<?>> jobsView = FXCollections.unmodifiableObservableList(jobs);
    private final ReadOnlyObjectWrapper<@Nullable OpenModel> model = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable LatentState> state = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Rendering> rendering = new ReadOnlyObjectWrapper<>();
    private long asked;
    private boolean awaitingHistory;
    private boolean closed;

    /// @param ui runs what touches properties; in the window the FX thread, in tests the caller
    public Session(Studio studio, Executor ui, UndoTree tree) {
        this.studio = studio;
        this.ui = ui;
        this.tree = tree;
    }

    /// From now on nothing that arrives is shown any more.
    public void close() {
        closed = true;
    }

    /// The model on the bench; empty until one is open.
    public ReadOnlyObjectProperty<@Nullable OpenModel> modelProperty() {
        return model.getReadOnlyProperty();
    }

    /// The latent under the hand; always one of [#modelProperty()].
    public ReadOnlyObjectProperty<@Nullable LatentState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// How the model on the bench makes its images; empty for one of whose images nothing can be chosen but the
    /// latent.
    public ReadOnlyObjectProperty<@Nullable Rendering> renderingProperty() {
        return rendering.getReadOnlyProperty();
    }

    /// Makes the image under the hand, and those after it, like this; no gesture yet. Without effect where of the
    /// model's images nothing can be chosen but the latent.
    public void renderBy(Rendering next) {
        OpenModel current = model.get();
        if (current != null && isRendered(current) && !next.equals(rendering.get())) {
            rendering.set(next);
            LatentState now = state.get();
            if (now != null) {
                state.set(now.renderedBy(next));
            }
        }
    }

    /// Whether there is more to choose of a model's images than the latent.
    private static boolean isRendered(OpenModel model) {
        return denoises(model) || isStyled(model) || !model.featureLayers().isEmpty();
    }

    private static boolean isStyled(OpenModel model) {
        return model.card().family() == Family.GAN;
    }

    private static boolean denoises(OpenModel model) {
        return model.card().capabilities().contains(Capability.DENOISES);
    }

    /// How a model is sampled before anybody has chosen: told its first class, a little beyond what it would do by
    /// itself; attributes are nobody's first choice.
    private static SamplerSettings usual(OpenModel model) {
        List<String> names = model.conditions();
        SamplerSettings usual = model.usualSampling();
        if (!ConditionName.areClasses(names)) {
            return usual;
        }
        SamplerSettings wished = usual.wishing(names.getFirst());
        return denoises(model) ? wished.guidedBy(GUIDANCE) : wished;
    }

    /// Whether the model on the bench makes its images of noise in steps.
    public boolean samplesInSteps() {
        OpenModel current = model.get();
        return current != null && denoises(current);
    }

    /// Whether truncation and wishes style what the model on the bench decodes in one step.
    public boolean isStyled() {
        OpenModel current = model.get();
        return current != null && isStyled(current);
    }

    public UndoTree tree() {
        return tree;
    }

    /// Jobs under way that the status bar shows, oldest first; read only.
    public ObservableList<Job<?>> jobs() {
        return jobsView;
    }

    /// Shows `job` in the status bar until it ends.
    public <T> Job<T> track(Job<T> job) {
        if (!job.isDone()) {
            jobs.add(job);
            job.whenDone(_ -> ui.execute(() -> jobs.remove(job)));
        }
        return job;
    }

    /// Opens a model by name, folder or zip and makes it the one on the bench. If another is asked for meanwhile,
    /// the newest wins. `sink` is told how it ended, on the session's thread.
    public void open(String nameOrPath, Consumer<Outcome<OpenModel>> sink) {
        open(nameOrPath, false, sink);
    }

    private void open(String nameOrPath, boolean forHistory, Consumer<Outcome<OpenModel>> sink) {
        rest();
        long stamp = ++asked;
        track(studio.models().open(nameOrPath))
                .whenDone(outcome -> ui.execute(() -> {
                    if (closed) {
                        return; // the window is gone, and the engine with it
                    }
                    if (stamp != asked) {
                        sink.accept(new Outcome.Cancelled<>());
                        return;
                    }
                    if (outcome instanceof Outcome.Completed<OpenModel>(OpenModel found)) {
                        if (!found.card().makesImages()) {
                            sink.accept(new Outcome.Failed<>(new IncompatibleModel(
                                    "The model " + found.card().name() + " makes no images.",
                                    "Open the diffusion model that it guides, and choose it there.")));
                            return;
                        }
                        adopt(found, forHistory);
                    }
                    sink.accept(outcome);
                }));
    }

    /// Makes an open model, for example that of a running training, the one on the bench. The latent on the bench
    /// goes if it is not one of that model.
    public void adopt(OpenModel found) {
        adopt(found, false);
    }

    private void adopt(OpenModel found, boolean forHistory) {
        asked++;
        opened.put(found.card().name(), found);
        LatentState now = state.get();
        if (now != null && !fits(now, found)) {
            state.set(null);
        }
        Rendering known = fitting(rendering.get(), found);
        if (!isRendered(found)) {
            rendering.set(null);
        } else if (known == null || !suits(known, found)) {
            rendering.set(new Rendering(usual(found), null));
        } else if (!found.equals(model.get())) {
            rendering.set(known.sampledBy(known.sampling().classifiedBy(ClassifierChoice.NONE))); // it was another's
        } else {
            rendering.set(known);
        }
        awaitingHistory = forHistory;
        model.set(found);
        awaitingHistory = false;
    }

    /// Whether the model that just came is one that a gesture of the tree is about to be shown on: nobody need give
    /// it a first state.
    public boolean isAwaitingHistory() {
        return awaitingHistory;
    }

    /// Whether a way that another model's images were made is one for this model.
    private static boolean suits(Rendering rendering, OpenModel model) {
        EditSource source = rendering.source();
        SamplerSettings sampling = rendering.sampling();
        return model.conditions().containsAll(sampling.wishes().keySet())
                && model.conditions().containsAll(sampling.steering().unwanted().keySet())
                && (model.tiles() || !sampling.tiled())
                && suits(sampling.styling(), model)
                && (source == null
                        || (denoises(model)
                                && source.image().shape().equals(model.card().imageShape())));
    }

    /// The same without a shift of what this model does not have.
    private static @Nullable Rendering fitting(@Nullable Rendering rendering, OpenModel model) {
        return rendering == null || model.fits(rendering.shift()) ? rendering : rendering.shiftedBy(null);
    }

    private static boolean suits(Styling styling, OpenModel model) {
        StyleMix mix = styling.mix();
        int layers = model.styleLayers().size();
        return (layers > 0 || !styling.needsStyles())
                && (mix == null
                        || (mix.other().dimension() == model.card().latentDimension()
                                && (mix.layers().isEmpty() || mix.layers().last() < layers)));
    }

    private static boolean fits(LatentState state, OpenModel model) {
        return state.model().equals(model.card().name())
                && state.latent().dimension() == model.card().latentDimension();
    }

    /// Puts `next` under the hand; no gesture yet.
    ///
    /// **Errors** [IllegalArgumentException] when it is not a state of the model on the bench.
    public void show(LatentState next) {
        OpenModel current = model.get();
        if (current == null || !fits(next, current)) {
            throw new IllegalArgumentException("state must be one of the open model, got " + next);
        }
        place(current, next);
    }

    /// Whether a latent was found anew: what was done to the image of the last one is not for it.
    private static boolean isNew(Origin origin) {
        return switch (origin) {
            case Origin.Seed _, Origin.Centre _, Origin.Plane _, Origin.Encoded _ -> true;
            case Origin.Axis _,
                    Origin.Named _,
                    Origin.Coordinate _,
                    Origin.Path _,
                    Origin.Arithmetic _,
                    Origin.Restored _ -> false;
        };
    }

    /// Shows a state with the rendering that it brings, else with the one there is; of a latent that was found anew
    /// nothing is moved.
    private void place(OpenModel current, LatentState next) {
        if (!isRendered(current)) {
            state.set(next.renderedBy(null));
        } else {
            Rendering brought = fitting(next.rendering(), current);
            Rendering now = rendering.get();
            Rendering taken = brought == null && now != null && isNew(next.origin()) ? now.shiftedBy(null) : brought;
            if (taken != null) {
                rendering.set(taken);
            }
            state.set(next.renderedBy(rendering.get()));
        }
    }

    /// The hand rests: what it shows becomes a gesture of the undo tree.
    public void rest() {
        LatentState now = state.get();
        if (now != null) {
            tree.record(now);
        }
    }

    /// One whole gesture: shows `next` and rests.
    public void record(LatentState next) {
        rest();
        show(next);
        rest();
    }

    /// Takes the last gesture back. `trouble` is told why it could not be: its model may be gone.
    public void undo(Consumer<Throwable> trouble) {
        rest();
        follow(tree.undo(), trouble);
    }

    /// Does what was undone last again.
    public void redo(Consumer<Throwable> trouble) {
        rest();
        follow(tree.redo(), trouble);
    }

    /// Goes to any gesture of the tree.
    public void jump(int node, Consumer<Throwable> trouble) {
        rest();
        follow(tree.jump(node), trouble);
    }

    /// Shows what the tree stands at: after a start, the state in which the studio was left.
    public void resume(Consumer<Throwable> trouble) {
        follow(Optional.ofNullable(tree.currentProperty().get()), trouble);
    }

    private void follow(Optional<UndoTree.Node> target, Consumer<Throwable> trouble) {
        if (target.isEmpty()) {
            return;
        }
        LatentState wanted = target.get().state();
        OpenModel known = opened.get(wanted.model());
        if (known != null) {
            put(known, wanted, trouble);
            return;
        }
        // The old state must not become a gesture while the model is being opened.
        state.set(null);
        open(wanted.model(), true, outcome -> {
            switch (outcome) {
                case Outcome.Completed<OpenModel>(OpenModel found) -> put(found, wanted, trouble);
                case Outcome.Cancelled<OpenModel> _ -> {}
                case Outcome.Failed<OpenModel>(Throwable cause) -> trouble.accept(cause);
            }
        });
    }

    private void put(OpenModel found, LatentState wanted, Consumer<Throwable> trouble) {
        if (!fits(wanted, found)) {
            trouble.accept(new IncompatibleModel(
                    "The model " + wanted.model() + " is not the one of this gesture: its latents have another length.",
                    "Open the model with which the picture was made."));
            return;
        }
        if (!found.equals(model.get())) {
            state.set(null);
            adopt(found, true);
        }
        place(found, wanted);
    }
}
