package studio.latent.app.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.LongProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.latent.app.fx.UiThread;
import studio.latent.app.session.Session;
import studio.latent.engine.Bench;
import studio.latent.engine.Contender;
import studio.latent.engine.SeedWishes;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;

/// The images of the same seeds, a row a model: what the numbers are about.
public final class SeedImages {
    /// Seeds that are shown at once.
    public static final int SHOWN = 12;

    private final Bench bench;
    private final Session session;
    private final ModelShelf shelf;
    private final UiThread ui;
    private final Consumer<Throwable> trouble;
    private final LongProperty firstSeed = new SimpleLongProperty(this, "firstSeed", 1);
    private final ObservableList<Line> lines = FXCollections.observableArrayList();
    private final ObservableList<Line> linesView = FXCollections.unmodifiableObservableList(lines);
    private final Map<Key, List<Raster>> drawn = new HashMap<>();
    private final List<Job<List<SampledImage>>> pending = new ArrayList<>();
    private List<ContenderRow> wanted = List.of();
    private How how = new How(SamplerChoice.USUAL, SeedWishes.UNKNOWN);
    private int asked;

    /// A model's images.
    ///
    /// @param images as many as are drawn so far
    public record Line(String label, List<Raster> images) {}

    /// How models that sample in steps draw, and what each seed's image shall be.
    record How(SamplerChoice sampler, SeedWishes wishes) {}

    private record Key(ContenderRow row, long seed) {}

    SeedImages(Bench bench, Session session, ModelShelf shelf, UiThread ui, Consumer<Throwable> trouble) {
        this.bench = bench;
        this.session = session;
        this.shelf = shelf;
        this.ui = ui;
        this.trouble = trouble;
        firstSeed.addListener(_ -> {
            drawn.clear();
            show(wanted);
        });
    }

    /// Draws otherwise from now on; models that do not sample in steps keep their images.
    void draw(How other) {
        if (!other.equals(how)) {
            how = other;
            drawn.keySet().removeIf(key -> key.row().samplesInSteps());
            show(wanted);
        }
    }

    /// Shows the images of these models, in their order.
    void show(List<ContenderRow> rows) {
        int stamp = ++asked;
        pending.forEach(Job::cancel);
        pending.clear();
        wanted = List.copyOf(rows);
        drawn.entrySet()
                .removeIf(each ->
                        !wanted.contains(each.getKey().row()) || each.getValue().size() < SHOWN);
        refill();
        List<ContenderRow> missing =
                rows.stream().filter(row -> !drawn.containsKey(key(row))).toList();
        if (!missing.isEmpty()) {
            shelf.open(missing, contenders -> draw(missing, contenders, stamp), trouble);
        }
    }

    private Key key(ContenderRow row) {
        return new Key(row, firstSeed.get());
    }

    private void draw(List<ContenderRow> rows, List<Contender> contenders, int stamp) {
        if (stamp != asked) {
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            ContenderRow row = rows.get(i);
            Contender opened = contenders.get(i);
            Contender contender = opened.by(how.sampler().over(opened.sampling()));
            // One after the other on the engine's lane: they come in the order of their seeds.
            for (SampleRequest request : contender.requests(firstSeed.get(), SHOWN, how.wishes())) {
                Job<List<SampledImage>> job = session.track(bench.sample(contender.model(), request));
                pending.add(job);
                job.whenDone(outcome -> ui.run(() -> {
                    if (stamp == asked) {
                        arrived(row, outcome);
                    }
                }));
            }
        }
    }

    private void arrived(ContenderRow row, Outcome<List<SampledImage>> outcome) {
        switch (outcome) {
            case Outcome.Completed<List<SampledImage>>(List<SampledImage> images) -> {
                List<Raster> all = new ArrayList<>(drawn.getOrDefault(key(row), List.of()));
                images.forEach(each -> all.add(each.image()));
                drawn.put(key(row), List.copyOf(all));
                refill();
            }
            case Outcome.Cancelled<List<SampledImage>> _ -> {}
            case Outcome.Failed<List<SampledImage>>(Throwable cause) -> trouble.accept(cause);
        }
    }

    private void refill() {
        List<Line> fresh = new ArrayList<>();
        for (ContenderRow row : wanted) {
            fresh.add(new Line(row.label(), drawn.getOrDefault(key(row), List.of())));
        }
        lines.setAll(fresh);
    }

    /// Goes on by `pages` times the seeds that are shown; not below seed 1.
    public void page(int pages) {
        firstSeed.set(Math.max(1, firstSeed.get() + (long) pages * SHOWN));
    }

    public LongProperty firstSeedProperty() {
        return firstSeed;
    }

    /// A line a chosen model, in the list's order.
    public ObservableList<Line> lines() {
        return linesView;
    }
}
