package studio.latent.app.cli;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FindingText;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.TrainingRun;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.train.MetricPoint;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingState;
import studio.latent.engine.train.doctor.Ailment;
import studio.latent.engine.train.doctor.Diagnosis;
import studio.latent.engine.train.doctor.Finding;

/// A training in words: one line that is redrawn on a terminal, a line every few seconds anywhere else.
final class TextTrainingReporter implements TrainingReporter {
    private static final long LINE_NANOS = 5_000_000_000L;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final Terminal terminal;
    private final TrainingRun run;
    private final LongSupplier nanoTime;
    private Map<String, Double> terms = Map.of();
    private TrainingEvent.@Nullable Speed speed;
    private long shownNanos;
    private boolean shown;
    private boolean over;

    TextTrainingReporter(Terminal terminal, TrainingRun run, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.run = run;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void started() {
        say((run.step() == 0 ? "Training " : "Going on from step " + run.step() + " to ") + run.steps() + " steps in "
                + run.folder());
    }

    @Override
    public synchronized void event(TrainingEvent event) {
        if (over) {
            return;
        }
        switch (event) {
            case TrainingEvent.Losses losses -> {
                // Losses of images that are kept apart come in events of their own; the others stay.
                terms = new TreeMap<>(terms);
                terms.putAll(losses.terms());
                show(losses.step());
            }
            case TrainingEvent.Speed newest -> speed = newest;
            case TrainingEvent.StateChanged(int _, TrainingState state) -> {
                if (state == TrainingState.FINISHING) {
                    say("Encoding the data for the latent directions");
                }
            }
            case TrainingEvent.Measured measured ->
                measured.points().forEach(point -> say(line(measured.step(), point)));
            case TrainingEvent.Health health -> health.changes().forEach(change -> tell(health.step(), change));
            case TrainingEvent.Note note -> say("step " + note.step() + ": " + note.text());
            case TrainingEvent.Grid _,
                    TrainingEvent.Reconstructions _,
                    TrainingEvent.Judgements _,
                    TrainingEvent.CheckpointSaved _ -> {}
        }
    }

    private void tell(int step, Diagnosis change) {
        FindingText words = new FindingText(Messages.in(Locale.ENGLISH));
        switch (change) {
            case Diagnosis.Began(Finding finding) -> {
                say("step " + step + ": " + words.title(finding.ailment()) + ", since step " + finding.since() + ". "
                        + words.seen(finding.symptom()) + " " + words.meaning(finding.ailment()));
                String remedies = TreatOption.names(run.remediesFor(finding.ailment()));
                if (!remedies.isEmpty()) {
                    say("  What helps, as a new run beside this one: studio train --resume " + run.folder()
                            + " --treat " + remedies);
                }
            }
            case Diagnosis.Ended(Ailment ailment, int _) ->
                say("step " + step + ": over: " + words.title(ailment) + ".");
        }
    }

    private static String line(int step, MetricPoint point) {
        String band = point.low() == null || point.high() == null
                ? ""
                : String.format(Locale.ROOT, " (%.4g to %.4g)", point.low(), point.high());
        String floor = point.floor() == null ? "" : String.format(Locale.ROOT, ", floor %.4g", point.floor());
        return String.format(
                Locale.ROOT,
                "step %d: %s %.4g%s%s, N %d",
                step,
                point.metric(),
                point.value(),
                band,
                floor,
                point.count());
    }

    private void show(int step) {
        long now = nanoTime.getAsLong();
        if (shown && step < run.steps() && now - shownNanos < (terminal.interactive() ? REDRAW_NANOS : LINE_NANOS)) {
            return;
        }
        shown = true;
        shownNanos = now;
        String line = line(step);
        if (terminal.interactive()) {
            terminal.redraw(line);
        } else {
            terminal.err().println(line);
        }
    }

    private String line(int step) {
        String losses = terms.entrySet().stream()
                .sorted((a, b) ->
                        Boolean.compare(b.getKey().equals("total"), a.getKey().equals("total")))
                .map(term -> term.getKey() + " " + "%.4g".formatted(term.getValue()))
                .collect(Collectors.joining("  "));
        TrainingEvent.Speed newest = speed;
        String pace = newest == null
                ? ""
                : "  %s images/s  %s left"
                        .formatted(
                                String.format(Locale.ROOT, "%.0f", newest.imagesPerSecond()),
                                ProgressLine.time(newest.secondsLeft()));
        return "step " + step + "/" + run.steps() + "  " + losses + pace;
    }

    @Override
    public synchronized void ended(TrainingState state, @Nullable ModelCard model) {
        if (over) {
            return;
        }
        over = true;
        if (terminal.interactive()) {
            terminal.err().println();
        }
        if (model != null) {
            terminal.out().println(model.location());
            terminal.err()
                    .println("Done. Draw from it: studio sample --model " + model.location()
                            + " --count 16 --out grid.png");
        } else if (state == TrainingState.STOPPED) {
            terminal.err()
                    .println(
                            "Stopped after step " + run.step() + "; go on with: studio train --resume " + run.folder());
        }
        terminal.err().flush();
    }

    private void say(String line) {
        if (terminal.interactive()) {
            terminal.clearLine();
        }
        terminal.err().println(line);
    }
}
