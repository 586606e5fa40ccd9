package studio.latent.app.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Session;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.StyleMix;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.SampleShape;

/// Style mixing of the image under the hand, A: which layers take the style of another image, B.
///
/// The layers can be chosen before there is a B. Each model with styles begins with its finer half.
public final class StyleMixViewModel {
    /// A third of the layers.
    public enum Part {
        /// How things lie: pose, outline.
        COARSE(0),
        MIDDLE(1),
        /// How things look: colours, texture.
        FINE(2);

        private final int third;

        Part(int third) {
            this.third = third;
        }
    }

    private final Session session;
    private final Bench bench;
    private final Executor ui;
    private final Consumer<Throwable> trouble;
    private final SeedViewModel seeds;
    private final ObservableList<StyleLayer> layers = FXCollections.observableArrayList();
    private final ObservableList<StyleLayer> layersView = FXCollections.unmodifiableObservableList(layers);
    private final ObjectProperty<@Nullable Latent> other = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Raster> otherImage = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<SortedSet<Integer>> chosen =
            new ReadOnlyObjectWrapper<>(Collections.emptySortedSet());
    private final Quiet quiet = new Quiet();
    private LatentSpace space = LatentSpace.NONE;
    private Job<List<Raster>> drawing = Job.completed("Nothing", List.of());
    private @Nullable Rendering drawnBy;

    /// @param seeds draws a B that nobody chose
    StyleMixViewModel(Session session, Bench bench, Executor ui, SeedViewModel seeds, Consumer<Throwable> trouble) {
        this.session = session;
        this.bench = bench;
        this.ui = ui;
        this.seeds = seeds;
        this.trouble = trouble;
        session.modelProperty().subscribe(this::modelChanged);
        session.renderingProperty().subscribe(this::follow);
        session.tree().currentProperty().subscribe(_ -> drawIfChanged());
        other.subscribe((_, _) -> draw());
    }

    /// The model's layers with styles, coarse ones first, chosen where they take the style of B; empty for a model
    /// without styles.
    public ObservableList<StyleLayer> layers() {
        return layersView;
    }

    /// The latent whose style is mixed in, B; empty for none.
    public ReadOnlyObjectProperty<@Nullable Latent> otherProperty() {
        return other;
    }

    /// The image of B, as A's is made; empty until it is there.
    public ReadOnlyObjectProperty<@Nullable Raster> otherImageProperty() {
        return otherImage;
    }

    /// The layers that take the style of B.
    public ReadOnlyObjectProperty<SortedSet<Integer>> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    /// One gesture: a B that nobody chose.
    public void roll() {
        seeds.stateOf(seeds.roll()).ifPresent(state -> mixWith(state.latent()));
    }

    /// One gesture: the image under the hand is B from now on.
    public void takeCurrent() {
        LatentState state = session.stateProperty().get();
        if (state != null) {
            mixWith(state.latent());
        }
    }

    /// One gesture: mixes in the styles of this latent.
    void mixWith(Latent latent) {
        session.rest();
        quiet.during(() -> other.set(latent));
        changed();
        session.rest();
    }

    /// One gesture: no B any more; the layers stay chosen.
    public void clear() {
        session.rest();
        quiet.during(() -> other.set(null));
        changed();
        session.rest();
    }

    /// One gesture: the layers of this third take the style of B, all others that of A.
    public void choose(Part part) {
        int from = layers.size() * part.third / 3;
        int to = layers.size() * (part.third + 1) / 3;
        session.rest();
        quiet.during(() -> layers.forEach(layer -> layer.choose(layer.index() >= from && layer.index() < to)));
        changed();
        session.rest();
    }

    /// Draws the image of B again: the model has new weights.
    void refresh() {
        draw();
    }

    // ---- following

    private void modelChanged() {
        OpenModel model = session.modelProperty().get();
        LatentSpace next = LatentSpace.of(model);
        if (!next.equals(space) || model == null) {
            space = next;
            List<StyleLayer> found = new ArrayList<>();
            List<SampleShape> shapes = model == null ? List.of() : model.styleLayers();
            for (int i = 0; i < shapes.size(); i++) {
                StyleLayer layer = new StyleLayer(i, shapes.get(i), i >= (shapes.size() + 1) / 2);
                layer.chosenProperty().subscribe((_, _) -> changed());
                found.add(layer);
            }
            layers.setAll(found);
            tellChosen();
        }
        follow();
        draw();
    }

    private void follow() {
        Rendering rendering = session.renderingProperty().get();
        StyleMix mix = rendering == null ? null : rendering.sampling().styling().mix();
        quiet.during(() -> {
            other.set(mix == null ? null : mix.other());
            if (mix != null) {
                layers.forEach(layer -> layer.choose(mix.layers().contains(layer.index())));
                tellChosen();
            }
        });
    }

    /// Something was set by hand.
    private void changed() {
        if (quiet.isOn()) {
            return;
        }
        tellChosen();
        Rendering rendering = session.renderingProperty().get();
        if (rendering != null && !layers.isEmpty()) {
            Latent latent = other.get();
            session.renderBy(mixed(rendering, latent == null ? null : new StyleMix(latent, chosen.get())));
        }
    }

    private void tellChosen() {
        TreeSet<Integer> found = new TreeSet<>();
        layers.stream().filter(StyleLayer::isChosen).forEach(layer -> found.add(layer.index()));
        if (!found.equals(chosen.get())) {
            chosen.set(Collections.unmodifiableSortedSet(found));
        }
    }

    /// The same rendering with another mix; null for none.
    static Rendering mixed(Rendering rendering, @Nullable StyleMix mix) {
        SamplerSettings settings = rendering.sampling();
        return rendering.sampledBy(settings.styled(settings.styling().mixedWith(mix)));
    }

    // ---- the image of B

    private @Nullable Rendering plain() {
        Rendering rendering = session.renderingProperty().get();
        return rendering == null ? null : mixed(rendering, null).shiftedBy(null);
    }

    private void drawIfChanged() {
        if (other.get() != null && !Objects.equals(plain(), drawnBy)) {
            draw();
        }
    }

    private void draw() {
        drawing.cancel();
        OpenModel model = session.modelProperty().get();
        Latent latent = other.get();
        Rendering rendering = plain();
        drawnBy = rendering;
        if (model == null || latent == null || rendering == null || layers.isEmpty()) {
            otherImage.set(null);
            return;
        }
        Job<List<Raster>> job = bench.render(model, List.of(latent), rendering);
        drawing = job;
        job.whenDone(outcome -> ui.execute(() -> {
            if (!job.equals(drawing)) {
                return;
            }
            switch (outcome) {
                case Outcome.Completed<List<Raster>>(List<Raster> images) -> otherImage.set(images.getFirst());
                case Outcome.Cancelled<List<Raster>> _ -> {}
                case Outcome.Failed<List<Raster>>(Throwable cause) -> trouble.accept(cause);
            }
        }));
    }
}
