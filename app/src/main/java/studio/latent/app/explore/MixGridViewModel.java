package studio.latent.app.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Session;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.StyleMix;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;

/// A table of mixes: images A down, images B across, and in each cell A with the chosen layers' styles of B.
///
/// Nothing is computed while it is not looked at ([#shownProperty()]); it follows the gestures and the layers
/// chosen in [StyleMixViewModel].
public final class MixGridViewModel {
    /// Images A, from the top.
    public static final int ROWS = 4;

    /// Images B, from the left.
    public static final int COLUMNS = 8;

    /// The row of the images B, and the column of the images A.
    public static final int SOURCE = 0;

    private final Session session;
    private final Bench bench;
    private final Executor ui;
    private final SeedViewModel seeds;
    private final StyleMixViewModel mix;
    private final Consumer<Throwable> trouble;
    private final BooleanProperty shown = new SimpleBooleanProperty();
    private final List<List<ObjectProperty<@Nullable Raster>>> cells = new ArrayList<>();
    private final List<LatentState> rows = new ArrayList<>();
    private final List<LatentState> columns = new ArrayList<>();
    private LatentSpace space = LatentSpace.NONE;
    private Job<List<Raster>> drawing = Job.completed("Nothing", List.of());
    private @Nullable Rendering drawnBy;

    /// @param mix whose layers the cells mix
    MixGridViewModel(
            Session session,
            Bench bench,
            Executor ui,
            SeedViewModel seeds,
            StyleMixViewModel mix,
            Consumer<Throwable> trouble) {
        this.session = session;
        this.bench = bench;
        this.ui = ui;
        this.seeds = seeds;
        this.mix = mix;
        this.trouble = trouble;
        for (int row = 0; row <= ROWS; row++) {
            cells.add(Stream.<ObjectProperty<@Nullable Raster>>generate(SimpleObjectProperty::new)
                    .limit(COLUMNS + 1)
                    .toList());
        }
        session.modelProperty().subscribe((_, _) -> modelChanged());
        session.tree().currentProperty().subscribe(_ -> follow());
        mix.chosenProperty().subscribe((_, _) -> draw());
        shown.subscribe((_, _) -> open());
    }

    /// Whether someone looks; switched off it costs nothing.
    public BooleanProperty shownProperty() {
        return shown;
    }

    /// The image of a cell; empty until it is there, and always in the corner of both sources.
    ///
    /// @param row in [0, [#ROWS]]; [#SOURCE] for the images B
    /// @param column in [0, [#COLUMNS]]; [#SOURCE] for the images A
    public ReadOnlyObjectProperty<@Nullable Raster> imageProperty(int row, int column) {
        return cells.get(row).get(column);
    }

    /// Other images A, that nobody chose.
    public void rollRows() {
        roll(rows, ROWS);
        draw();
    }

    /// Other images B, that nobody chose.
    public void rollColumns() {
        roll(columns, COLUMNS);
        draw();
    }

    /// The image under the hand becomes the first A; the others move on.
    public void putRow() {
        put(rows);
    }

    /// The image under the hand becomes the first B; the others move on.
    public void putColumn() {
        put(columns);
    }

    /// One gesture: what the cell shows comes under the hand.
    ///
    /// @param row as in [#imageProperty]
    /// @param column as in [#imageProperty]
    public void take(int row, int column) {
        Rendering rendering = session.renderingProperty().get();
        if (rendering == null || rows.isEmpty() || columns.isEmpty() || (row == SOURCE && column == SOURCE)) {
            return;
        }
        LatentState state = row == SOURCE ? columns.get(column - 1) : rows.get(row - 1);
        StyleMix wanted = row == SOURCE || column == SOURCE
                ? null
                : new StyleMix(
                        columns.get(column - 1).latent(), mix.chosenProperty().get());
        // as the cell was drawn: the hand's own shift is not in it
        session.record(
                state.renderedBy(StyleMixViewModel.mixed(rendering, wanted).shiftedBy(null)));
    }

    /// Draws all images again: the model has new weights.
    void refresh() {
        draw();
    }

    private void roll(List<LatentState> sources, int count) {
        sources.clear();
        for (int i = 0; i < count; i++) {
            seeds.stateOf(seeds.roll()).ifPresent(sources::add);
        }
    }

    private void put(List<LatentState> sources) {
        LatentState state = session.stateProperty().get();
        if (state != null && !sources.isEmpty()) {
            sources.removeLast();
            sources.addFirst(state.renderedBy(null));
            draw();
        }
    }

    private void modelChanged() {
        if (!LatentSpace.of(session.modelProperty().get()).equals(space)) {
            rows.clear();
            columns.clear();
        }
        if (mix.layers().isEmpty()) {
            shown.set(false);
        }
        open();
    }

    private void open() {
        if (!shown.get()) {
            drawing.cancel();
            return;
        }
        space = LatentSpace.of(session.modelProperty().get());
        if (rows.isEmpty()) {
            roll(rows, ROWS);
            roll(columns, COLUMNS);
        }
        draw();
    }

    /// The images are made as that under the hand, but for whose styles it mixes.
    private @Nullable Rendering plain() {
        Rendering rendering = session.renderingProperty().get();
        return rendering == null
                ? null
                : StyleMixViewModel.mixed(rendering, null).shiftedBy(null);
    }

    private void follow() {
        if (shown.get() && !Objects.equals(plain(), drawnBy)) {
            draw();
        }
    }

    // ---- drawing

    private void draw() {
        drawing.cancel();
        OpenModel model = session.modelProperty().get();
        Rendering rendering = plain();
        if (!shown.get() || model == null || rendering == null || rows.size() < ROWS || columns.size() < COLUMNS) {
            return;
        }
        drawnBy = rendering;
        List<Latent> sources = Stream.concat(rows.stream(), columns.stream())
                .map(LatentState::latent)
                .toList();
        render(model, sources, rendering, images -> {
            for (int i = 0; i < ROWS; i++) {
                cells.get(i + 1).get(SOURCE).set(images.get(i));
            }
            for (int i = 0; i < COLUMNS; i++) {
                cells.get(SOURCE).get(i + 1).set(images.get(ROWS + i));
            }
            drawColumn(model, rendering, 1);
        });
    }

    private void drawColumn(OpenModel model, Rendering rendering, int column) {
        StyleMix wanted = new StyleMix(
                columns.get(column - 1).latent(), mix.chosenProperty().get());
        List<Latent> latents = rows.stream().map(LatentState::latent).toList();
        render(model, latents, StyleMixViewModel.mixed(rendering, wanted), images -> {
            for (int i = 0; i < ROWS; i++) {
                cells.get(i + 1).get(column).set(images.get(i));
            }
            if (column < COLUMNS) {
                drawColumn(model, rendering, column + 1);
            }
        });
    }

    /// The newest drawing wins: what an older one still brings is dropped.
    private void render(OpenModel model, List<Latent> latents, Rendering rendering, Consumer<List<Raster>> then) {
        Job<List<Raster>> job = bench.render(model, latents, rendering);
        drawing = job;
        job.whenDone(outcome -> ui.execute(() -> {
            if (!job.equals(drawing)) {
                return;
            }
            switch (outcome) {
                case Outcome.Completed<List<Raster>>(List<Raster> images) -> then.accept(images);
                case Outcome.Cancelled<List<Raster>> _ -> {}
                case Outcome.Failed<List<Raster>>(Throwable cause) -> trouble.accept(cause);
            }
        }));
    }
}
