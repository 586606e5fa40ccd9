package studio.latent.app.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.edit.SeedPlane;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;

/// A square between four seeds; each point of it is a mix of their latents.
public final class SeedPlaneViewModel {
    /// The corners in reading order.
    public static final int CORNERS = 4;

    private final Session session;
    private final Bench bench;
    private final Executor ui;
    private final LongFunction<Optional<Latent>> draw;
    private final List<LongProperty> seeds = new ArrayList<>();
    private final List<ObjectProperty<@Nullable Raster>> thumbnails = new ArrayList<>();
    private final DoubleProperty across = new SimpleDoubleProperty(0.5);
    private final DoubleProperty down = new SimpleDoubleProperty(0.5);
    private Job<List<Raster>> drawing = Job.completed("Nothing", List.of());
    private @Nullable Rendering drawnBy;

    /// @param draw the latent of a seed under the prior and the temperature chosen; empty while no model is open
    SeedPlaneViewModel(Session session, Bench bench, Executor ui, LongFunction<Optional<Latent>> draw) {
        this.session = session;
        this.bench = bench;
        this.ui = ui;
        this.draw = draw;
        for (int i = 0; i < CORNERS; i++) {
            LongProperty seed = new SimpleLongProperty(i + 1);
            seed.subscribe(this::refreshThumbnails);
            seeds.add(seed);
            thumbnails.add(new SimpleObjectProperty<>());
        }
        across.subscribe((_, _) -> move());
        down.subscribe((_, _) -> move());
    }

    /// Seed of a corner: 0 top left, 1 top right, 2 bottom left, 3 bottom right.
    public LongProperty seedProperty(int corner) {
        return seeds.get(corner);
    }

    /// Image of a corner; empty until it is decoded.
    public ReadOnlyObjectProperty<@Nullable Raster> thumbnailProperty(int corner) {
        return thumbnails.get(corner);
    }

    /// Position from left to right, in [0, 1]. Setting it moves the latent.
    public DoubleProperty acrossProperty() {
        return across;
    }

    /// Position from top to bottom, in [0, 1]. Setting it moves the latent.
    public DoubleProperty downProperty() {
        return down;
    }

    /// Gives a corner another seed; where the hand is on the plane, the image follows.
    public void reroll(int corner, long seed) {
        seeds.get(corner).set(seed);
        LatentState now = session.stateProperty().get();
        if (now != null && now.origin() instanceof Origin.Plane) {
            move();
            session.rest();
        }
    }

    /// Mixes the corners anew for the point under the hand.
    void move() {
        OpenModel model = session.modelProperty().get();
        Optional<SeedPlane> corners = corners().map(SeedPlaneViewModel::square);
        if (model != null && corners.isPresent()) {
            Latent mixed = corners.get().at(Math.clamp(across.get(), 0, 1), Math.clamp(down.get(), 0, 1));
            session.show(new LatentState(model.card().name(), mixed, new Origin.Plane()));
        }
    }

    /// The middle keeps the corners' length, where the model has seen much.
    private static SeedPlane square(List<Latent> corners) {
        return new SeedPlane(corners.get(0), corners.get(1), corners.get(2), corners.get(3), true);
    }

    private Optional<List<Latent>> corners() {
        List<Latent> latents = new ArrayList<>();
        for (LongProperty seed : seeds) {
            draw.apply(seed.get()).ifPresent(latents::add);
        }
        return latents.size() == CORNERS ? Optional.of(latents) : Optional.empty();
    }

    /// Draws the corners' images anew if the model makes them otherwise than when they were drawn.
    void follow(@Nullable Rendering rendering) {
        if (!Objects.equals(rendering, drawnBy)) {
            refreshThumbnails();
        }
    }

    /// Decodes the corners' images again: after another model, prior, temperature or seed. The newest wins.
    void refreshThumbnails() {
        OpenModel model = session.modelProperty().get();
        Rendering rendering = session.renderingProperty().get();
        Optional<List<Latent>> corners = seeds.size() == CORNERS ? corners() : Optional.empty();
        drawing.cancel();
        drawnBy = rendering;
        if (model == null || corners.isEmpty()) {
            thumbnails.forEach(thumbnail -> thumbnail.set(null));
            return;
        }
        Rendering made = rendering == null ? Rendering.DEFAULTS : rendering.shiftedBy(null);
        Rendering quick = made.sampledBy(made.sampling().inAtMost(SamplerSettings.FAST.steps()));
        Job<List<Raster>> job = bench.render(model, corners.get(), quick);
        drawing = job;
        job.whenDone(outcome -> ui.execute(() -> {
            if (job.equals(drawing) && outcome instanceof Outcome.Completed<List<Raster>>(List<Raster> images)) {
                for (int i = 0; i < CORNERS; i++) {
                    thumbnails.get(i).set(images.get(i));
                }
            }
        }));
    }
}
