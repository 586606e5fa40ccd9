package studio.latent.app.compare;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FailureText;
import studio.latent.app.fx.JobBinding;
import studio.latent.app.fx.NewestWins;
import studio.latent.app.fx.UiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.engine.Comparison;
import studio.latent.engine.ComparisonRequest;
import studio.latent.engine.Contender;
import studio.latent.engine.ImageSource;
import studio.latent.engine.ModelComparison;
import studio.latent.engine.Studio;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.metric.MetricOptions;
import studio.latent.engine.metric.feature.ResizeMode;
import studio.latent.engine.model.ModelCard;

/// The place where models are held against each other: chosen, seen on the same seeds, measured on the same data.
public final class CompareViewModel {
    /// Numbers of images to measure by.
    public static final List<Integer> COUNTS = List.of(500, 1000, 2000, 5000, 10_000);

    /// A stop of the dial takes no more images than this: there are many stops.
    private static final int MOST_SWEPT = 1000;

    private static final int LEAST_REAL = 2000;
    private static final long SEED = 1;

    private final Studio studio;
    private final Session session;
    private final UiThread ui;
    private final Messages messages;
    private final Executor background;
    private final BlindTestViewModel blindTest;
    private final ModelShelf shelf;
    private final ModelComparison comparison;
    private final ContenderList contenders;
    private final SeedImages images;
    private final StepSampling sampling;
    private final JobBinding work;
    private final ComparedData data;
    private final ObservableList<FeatureKind> featureKinds = FXCollections.observableArrayList();
    private final ObservableList<FeatureKind> featureKindsView = FXCollections.unmodifiableObservableList(featureKinds);
    private final ObjectProperty<@Nullable FeatureKind> features = new SimpleObjectProperty<>();
    private final ObjectProperty<Integer> count = new SimpleObjectProperty<>(1000);
    private final BooleanProperty sweep = new SimpleBooleanProperty(true);
    private final BooleanProperty blind = new SimpleBooleanProperty(false);
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable ScoreSheet> sheet = new ReadOnlyObjectWrapper<>();
    private final ObservableList<DialCurve> curves = FXCollections.observableArrayList();
    private final ObservableList<DialCurve> curvesView = FXCollections.unmodifiableObservableList(curves);
    private final ReadOnlyObjectWrapper<@Nullable FailureText> note = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");
    private @Nullable ComparisonFile file;

    /// Where work goes on that must not hold the window up.
    ///
    /// @param files reads and writes files
    /// @param measuring waits for one measurement after the other
    public record Runners(Executor files, Executor measuring) {}

    public CompareViewModel(
            Studio studio,
            Session session,
            UiThread ui,
            Messages messages,
            Runners runners,
            BlindTestViewModel blindTest) {
        this.studio = studio;
        this.session = session;
        this.ui = ui;
        this.messages = messages;
        background = runners.files();
        this.blindTest = blindTest;
        shelf = new ModelShelf(studio.models(), session, ui);
        comparison = new ModelComparison(studio.evaluator(), runners.measuring());
        sampling = new StepSampling(studio.models(), shelf, ui, this::failed);
        contenders = new ContenderList(messages, this::choiceChanged);
        images = new SeedImages(studio.bench(), session, shelf, ui, this::failed);
        work = new JobBinding(ui);
        data = new ComparedData(studio.datasets(), session, ui, new ToData());
        work.stateProperty().addListener(_ -> judge());
        count.addListener(_ -> judge());
        sweep.addListener(_ -> judge());
        features.addListener(_ -> judge());
        sampling.onRedraw(this::redraw);
        blind.addListener(_ -> offerBlindTest());
        refresh();
    }

    /// Looks anew at which models and data there are; what was chosen stays chosen if it can.
    public void refresh() {
        Job<List<ModelCard>> listing = Job.start(
                messages.text("compare.listing"),
                background,
                _ -> studio.models().list().stream()
                        .filter(ModelCard::makesImages)
                        .toList());
        session.track(listing)
                .whenDone(outcome -> ui.run(() -> {
                    switch (outcome) {
                        case Outcome.Completed<List<ModelCard>>(List<ModelCard> cards) -> listed(cards);
                        case Outcome.Cancelled<List<ModelCard>> _ -> {}
                        case Outcome.Failed<List<ModelCard>>(Throwable cause) -> failed(cause);
                    }
                }));
    }

    private void listed(List<ModelCard> cards) {
        contenders.show(cards);
        data.refresh(cards);
    }

    /// What changes with the data.
    private final class ToData implements ComparedData.Listener {
        @Override
        public void described(@Nullable DatasetCard card) {
            if (card != null) {
                offerFeatures(FeatureKind.on(card));
            }
            contenders.fit(card == null ? null : card.shape());
        }

        @Override
        public void wished() {
            redraw();
        }

        @Override
        public void failed(Throwable cause) {
            CompareViewModel.this.failed(cause);
        }
    }

    private void offerFeatures(List<FeatureKind> kinds) {
        if (!kinds.equals(featureKinds)) {
            featureKinds.setAll(kinds);
            features.set(kinds.getFirst());
            // A sweep by a slow network takes many minutes: whoever wants that asks for it.
            sweep.set(kinds.getFirst() != FeatureKind.MIXED5);
        }
    }

    private void choiceChanged() {
        sampling.offer(contenders.chosen());
        if (sampling.inStepsProperty().get()) {
            data.askForWishes();
        }
        images.show(contenders.chosen());
        judge();
        offerBlindTest();
    }

    private void redraw() {
        images.draw(new SeedImages.How(sampling.choice(), data.wishes()));
        blindTest.ask(data.wishes());
    }

    private void offerBlindTest() {
        List<ContenderRow> chosen = contenders.chosen();
        if (!blind.get()) {
            blindTest.rest();
        } else if (chosen.size() == 2) {
            shelf.open(chosen, pair -> blindTest.offer(pair.getFirst(), pair.getLast()), this::failed);
        } else {
            blindTest.needTwo(chosen.size());
        }
    }

    /// Says whether there is something to measure, what it takes, or what is missing.
    private void judge() {
        int chosen = contenders.chosen().size();
        if (data.names().isEmpty()) {
            hint.set(messages.text("compare.hint.noData"));
        } else if (chosen < 2) {
            hint.set(messages.text("compare.hint.tooFew", ComparisonRequest.MOST));
        } else {
            hint.set(effort(chosen));
        }
        ready.set(chosen >= 2 && data.card() != null && !work.isRunning());
    }

    private String effort(int chosen) {
        FeatureKind kind = features.get();
        double drawn = chosen * count.get() + (sweep.get() ? stops() * (double) Math.min(count.get(), MOST_SWEPT) : 0);
        String images = messages.text("compare.hint.images", messages.number(drawn, 0));
        double minutes = kind == null ? 0 : kind.secondsPerImage() * drawn / 60;
        return minutes < 1
                ? images
                : images + " " + messages.text("compare.hint.minutes", messages.number(Math.rint(minutes), 0));
    }

    private int stops() {
        return contenders.chosen().stream()
                .mapToInt(row -> row.card().family().dial().stops().size())
                .sum();
    }

    /// Measures what is chosen; what was measured before goes.
    public void measure() {
        DatasetCard found = data.card();
        FeatureKind kind = features.get();
        if (!ready.get() || found == null || kind == null) {
            return;
        }
        note.set(null);
        news.set("");
        List<ContenderRow> chosen = contenders.chosen();
        ready.set(false);
        shelf.open(
                chosen,
                opened -> start(
                        request(sampling.over(opened), found, kind),
                        chosen.stream().map(ContenderRow::label).toList()),
                cause -> {
                    failed(cause);
                    judge();
                });
    }

    private ComparisonRequest request(List<Contender> opened, DatasetCard found, FeatureKind kind) {
        int images = count.get();
        int real = Math.min(found.count(), Math.max(2 * images, LEAST_REAL));
        return new ComparisonRequest(
                opened,
                new ImageSource.Data(found.name(), 0, real),
                null,
                new ComparisonRequest.Measures(
                        kind.metrics(), kind.choice(), ResizeMode.CLEAN, MetricOptions.standard(SEED), images),
                sweep.get() ? Math.min(images, MOST_SWEPT) : 0);
    }

    private void start(ComparisonRequest request, List<String> names) {
        NewestWins<Comparison> parts = new NewestWins<>(ui::run, known -> show(known, names, request));
        Job<Comparison> job = comparison.compare(request, parts::offer);
        work.watch(session.track(job), outcome -> {
            switch (outcome) {
                case Outcome.Completed<Comparison>(Comparison all) -> show(all, names, request);
                case Outcome.Cancelled<Comparison> _ -> news.set(messages.text("compare.stopped"));
                case Outcome.Failed<Comparison>(Throwable cause) -> failed(cause);
            }
        });
    }

    private void show(Comparison known, List<String> names, ComparisonRequest request) {
        file = new ComparisonFile(
                known, request.data().nameOrPath(), request.measures().options().seed());
        sheet.set(ScoreSheet.of(known, names, request.measures().metrics(), messages));
        curves.setAll(DialCurve.of(known, names, messages));
    }

    /// Stops the measurement under way; what it has found stays.
    public void stop() {
        work.cancel();
    }

    /// Writes the table with a line a value.
    public void exportCsv(Path target) {
        ComparisonFile known = file;
        if (known != null) {
            save(target, known.csv().getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Writes the table and the curves for programs.
    public void exportJson(Path target) {
        ComparisonFile known = file;
        if (known != null) {
            save(target, known.json().getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Writes what was made for a file, and says so.
    public void save(Path target, byte[] content) {
        note.set(null);
        Job.<Path>start(messages.text("compare.export"), background, _ -> {
                    new AtomicFile().write(target.toAbsolutePath(), AtomicFile.Content.of(content));
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

    private void failed(Throwable cause) {
        note.set(FailureText.of(cause, messages));
    }

    /// The models to choose from.
    public ContenderList contenders() {
        return contenders;
    }

    /// Images of the chosen models at the same seeds.
    public SeedImages images() {
        return images;
    }

    /// The test by eye between two of them.
    public BlindTestViewModel blindTest() {
        return blindTest;
    }

    /// Whether the place shows the blind test in place of the numbers.
    public BooleanProperty blindProperty() {
        return blind;
    }

    /// Names of all data sets.
    public ObservableList<String> data() {
        return data.names();
    }

    public ObjectProperty<@Nullable String> dataProperty() {
        return data.chosenProperty();
    }

    /// Features that the data allow, the best first.
    public ObservableList<FeatureKind> featureKinds() {
        return featureKindsView;
    }

    public ObjectProperty<@Nullable FeatureKind> featuresProperty() {
        return features;
    }

    /// Images that each model draws.
    public ObjectProperty<Integer> countProperty() {
        return count;
    }

    /// Whether the dial between fidelity and diversity is swept.
    public BooleanProperty sweepProperty() {
        return sweep;
    }

    /// How models that sample in steps draw, and what is turned of them.
    public StepSampling sampling() {
        return sampling;
    }

    /// What measuring would take, or what is missing for it.
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty readyProperty() {
        return ready.getReadOnlyProperty();
    }

    /// The measurement under way.
    public JobBinding work() {
        return work;
    }

    /// What is measured so far; null before the first measurement.
    public ReadOnlyObjectProperty<@Nullable ScoreSheet> sheetProperty() {
        return sheet.getReadOnlyProperty();
    }

    /// A curve a model, in the table's order; one without points has not been swept yet.
    public ObservableList<DialCurve> curves() {
        return curvesView;
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
