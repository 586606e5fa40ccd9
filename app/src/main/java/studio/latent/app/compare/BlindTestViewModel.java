package studio.latent.app.compare;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FailureText;
import studio.latent.app.fx.UiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.Bench;
import studio.latent.engine.BlindTest;
import studio.latent.engine.BlindTestFolder;
import studio.latent.engine.BlindTestReport;
import studio.latent.engine.Contender;
import studio.latent.engine.SeedWishes;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;

/// A test by eye between two models: pairs of images at unknown sides, a vote each, a result at the end only.
///
/// Each vote is written down at once, so that a test goes on where it was left.
public final class BlindTestViewModel {
    /// Where the test is.
    public enum State {
        /// Not exactly two models are chosen.
        NEEDS_TWO,
        /// A test can be begun or continued.
        OFFERED,
        RUNNING,
        ENDED
    }

    /// Where a new test's seed and time come from.
    public record Fresh(RandomGenerator random, InstantSource clock) {}

    private static final int SEEDS = 1_000_000_000;

    private final Bench bench;
    private final BlindTestFolder folder;
    private final Executor background;
    private final UiThread ui;
    private final Messages messages;
    private final Fresh fresh;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NEEDS_TWO);
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable BlindPair> pair = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper votes = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper unfinished = new ReadOnlyIntegerWrapper(-1);
    private final ReadOnlyObjectWrapper<@Nullable BlindResult> result = new ReadOnlyObjectWrapper<>();
    private final ObservableList<String> past = FXCollections.observableArrayList();
    private final ObservableList<String> pastView = FXCollections.unmodifiableObservableList(past);
    private final ReadOnlyObjectWrapper<@Nullable FailureText> note = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");
    private final Map<Integer, BlindPair> drawn = new HashMap<>();
    private final Set<Integer> asked = new HashSet<>();
    private SeedWishes wishes = SeedWishes.UNKNOWN;
    private @Nullable Contender one;
    private @Nullable Contender other;
    private @Nullable BlindTest test;
    private @Nullable BlindTest kept;
    private int stamp;

    /// @param background runs what reads and writes files, in order
    public BlindTestViewModel(
            Bench bench, BlindTestFolder folder, Executor background, UiThread ui, Messages messages, Fresh fresh) {
        this.bench = bench;
        this.folder = folder;
        this.background = background;
        this.ui = ui;
        this.messages = messages;
        this.fresh = fresh;
    }

    /// Nobody looks: a test under way is put aside; it is kept.
    void rest() {
        leave();
        state.set(State.NEEDS_TWO);
    }

    /// There are not two models to choose between.
    void needTwo(int chosen) {
        leave();
        hint.set(messages.text("compare.blind.needTwo", chosen));
        state.set(State.NEEDS_TWO);
    }

    /// What each seed's image shall be from now on, of both models; pairs that are drawn already stay.
    void ask(SeedWishes others) {
        wishes = others;
    }

    /// These two could be tested. A test under way between them goes on.
    void offer(Contender first, Contender second) {
        BlindTest running = test;
        if (running != null && running.isBetween(BlindTest.Side.of(first), BlindTest.Side.of(second))) {
            return;
        }
        leave();
        one = first;
        other = second;
        state.set(State.OFFERED);
        lookForKept();
    }

    private void leave() {
        stamp++;
        test = null;
        kept = null;
        drawn.clear();
        asked.clear();
        pair.set(null);
        result.set(null);
        votes.set(0);
        unfinished.set(-1);
        past.clear();
        note.set(null);
        news.set("");
    }

    private void lookForKept() {
        int now = stamp;
        Job.<BlindTestFolder.Kept>start(messages.text("compare.blind"), background, _ -> folder.read())
                .whenDone(outcome -> ui.run(() -> {
                    if (now == stamp) {
                        found(outcome);
                    }
                }));
    }

    private void found(Outcome<BlindTestFolder.Kept> outcome) {
        Contender a = one;
        Contender b = other;
        if (a == null || b == null) {
            return;
        }
        switch (outcome) {
            case Outcome.Completed<BlindTestFolder.Kept>(BlindTestFolder.Kept all) -> {
                List<BlindTest> ours = all.tests().stream()
                        .filter(each -> each.isBetween(BlindTest.Side.of(a), BlindTest.Side.of(b)))
                        .toList();
                kept = ours.stream()
                        .filter(each -> each.isOpen() && !each.votes().isEmpty())
                        .findFirst()
                        .orElse(null);
                BlindTest open = kept;
                unfinished.set(open == null ? -1 : open.votes().size());
                past.setAll(ours.stream()
                        .filter(BlindTest::ended)
                        .map(each -> messages.text(
                                "compare.blind.past",
                                each.begun().substring(0, 10),
                                BlindResult.of(each, messages).headline()))
                        .toList());
            }
            case Outcome.Cancelled<BlindTestFolder.Kept> _ -> {}
            case Outcome.Failed<BlindTestFolder.Kept>(Throwable cause) -> failed(cause);
        }
    }

    /// Begins a new test.
    public void begin() {
        Contender a = one;
        Contender b = other;
        if (a != null && b != null && state.get() != State.NEEDS_TWO) {
            long seed = fresh.random().nextInt(1, SEEDS);
            run(BlindTest.begin(fresh.clock().instant(), BlindTest.Side.of(a), BlindTest.Side.of(b), seed));
        }
    }

    /// Goes on with the test that was left unfinished.
    public void resume() {
        BlindTest open = kept;
        if (open != null) {
            run(open);
        }
    }

    private void run(BlindTest begun) {
        stamp++;
        test = begun;
        drawn.clear();
        asked.clear();
        result.set(null);
        news.set("");
        state.set(State.RUNNING);
        showPair();
    }

    public void left() {
        vote(BlindTest.Choice.LEFT);
    }

    public void right() {
        vote(BlindTest.Choice.RIGHT);
    }

    public void tie() {
        vote(BlindTest.Choice.TIE);
    }

    /// Nobody can judge a pair that is not there yet: such a vote is not taken.
    private void vote(BlindTest.Choice choice) {
        BlindTest running = test;
        if (running != null && state.get() == State.RUNNING && pair.get() != null) {
            change(running.vote(choice));
            if (running.votes().size() + 1 >= BlindTest.MOST) {
                end();
            }
        }
    }

    /// Takes the last vote back and shows its pair again.
    public void undo() {
        BlindTest running = test;
        if (running != null && state.get() == State.RUNNING && !running.votes().isEmpty()) {
            change(running.undo());
        }
    }

    private void change(BlindTest next) {
        test = next;
        save(next);
        showPair();
    }

    /// Ends the test for good and shows its result.
    public void end() {
        BlindTest running = test;
        if (running != null && state.get() == State.RUNNING && !running.votes().isEmpty()) {
            BlindTest ended = running.end();
            test = ended;
            save(ended);
            pair.set(null);
            result.set(BlindResult.of(ended, messages));
            state.set(State.ENDED);
        }
    }

    private void save(BlindTest changed) {
        Job.<BlindTest>start(messages.text("compare.blind"), background, _ -> {
                    folder.write(changed);
                    return changed;
                })
                .whenDone(outcome -> ui.run(() -> {
                    if (outcome instanceof Outcome.Failed<BlindTest>(Throwable cause)) {
                        failed(cause);
                    }
                }));
    }

    /// Writes the ended test with its result.
    public void exportTo(Path target) {
        BlindTest ended = test;
        if (ended == null || !ended.ended()) {
            return;
        }
        Job.<Path>start(messages.text("compare.export"), background, _ -> {
                    String json = BlindTestReport.of(ended, BlindResult.LEVEL).json();
                    new AtomicFile().write(target.toAbsolutePath(), AtomicFile.Content.of(json));
                    return target;
                })
                .whenDone(outcome -> ui.run(() -> {
                    switch (outcome) {
                        case Outcome.Completed<Path>(Path written) ->
                            news.set(messages.text("compare.exported", written));
                        case Outcome.Cancelled<Path> _ -> {}
                        case Outcome.Failed<Path>(Throwable cause) -> failed(cause);
                    }
                }));
    }

    private void showPair() {
        BlindTest running = test;
        if (running == null) {
            return;
        }
        int now = running.votes().size();
        votes.set(now);
        pair.set(drawn.get(now));
        draw(running, now);
        draw(running, now + 1);
    }

    private void draw(BlindTest running, int number) {
        Contender a = one;
        Contender b = other;
        if (a == null || b == null || number >= BlindTest.MOST || !asked.add(number)) {
            return;
        }
        int now = stamp;
        // The models were chosen in either order when the test was begun.
        boolean swapped = !BlindTest.Side.of(a).equals(running.first());
        Contender first = swapped ? b : a;
        Contender second = swapped ? a : b;
        long seed = running.imageSeed(number);
        bench.sample(first.model(), first.requests(seed, 1, wishes).getFirst())
                .whenDone(drawnFirst -> bench.sample(
                                second.model(), second.requests(seed, 1, wishes).getFirst())
                        .whenDone(drawnSecond -> ui.run(() -> {
                            if (now == stamp) {
                                arrived(running.firstIsLeft(number), number, drawnFirst, drawnSecond);
                            }
                        })));
    }

    private void arrived(
            boolean firstIsLeft,
            int number,
            Outcome<List<SampledImage>> drawnFirst,
            Outcome<List<SampledImage>> drawnSecond) {
        if (drawnFirst instanceof Outcome.Completed<List<SampledImage>>(List<SampledImage> first)
                && drawnSecond instanceof Outcome.Completed<List<SampledImage>>(List<SampledImage> second)) {
            Raster a = first.getFirst().image();
            Raster b = second.getFirst().image();
            drawn.put(number, firstIsLeft ? new BlindPair(number + 1, a, b) : new BlindPair(number + 1, b, a));
            BlindTest running = test;
            if (running != null
                    && state.get() == State.RUNNING
                    && running.votes().size() == number) {
                pair.set(drawn.get(number));
            }
            return;
        }
        asked.remove(number);
        reportFailure(drawnFirst);
        reportFailure(drawnSecond);
    }

    private void reportFailure(Outcome<List<SampledImage>> outcome) {
        if (outcome instanceof Outcome.Failed<List<SampledImage>>(Throwable cause)) {
            failed(cause);
        }
    }

    private void failed(Throwable cause) {
        note.set(FailureText.of(cause, messages));
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// What is missing for a test.
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    /// The images to choose between; null while they are drawn.
    public ReadOnlyObjectProperty<@Nullable BlindPair> pairProperty() {
        return pair.getReadOnlyProperty();
    }

    /// Pairs that have been judged.
    public ReadOnlyIntegerProperty votesProperty() {
        return votes.getReadOnlyProperty();
    }

    /// Pairs judged in a test of these two that was left unfinished; −1 where there is none.
    public ReadOnlyIntegerProperty unfinishedProperty() {
        return unfinished.getReadOnlyProperty();
    }

    /// The result of the ended test; null before.
    public ReadOnlyObjectProperty<@Nullable BlindResult> resultProperty() {
        return result.getReadOnlyProperty();
    }

    /// Results of earlier tests between these two, newest first.
    public ObservableList<String> past() {
        return pastView;
    }

    /// What went wrong last and what to do; empty when nothing did.
    public ReadOnlyObjectProperty<@Nullable FailureText> noteProperty() {
        return note.getReadOnlyProperty();
    }

    /// What was done last, in a sentence; empty when nothing was.
    public ReadOnlyStringProperty newsProperty() {
        return news.getReadOnlyProperty();
    }
}
