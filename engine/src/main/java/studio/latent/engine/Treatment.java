package studio.latent.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.train.Checkpoint;
import studio.latent.engine.train.Checkpoints;
import studio.latent.engine.train.KeptCheckpoint;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.RunHistory;
import studio.latent.engine.train.TrainingPlan;
import studio.latent.engine.train.TrainingRequest;
import studio.latent.engine.train.TrainingSpec;
import studio.latent.engine.train.doctor.Remedy;

/// A new run in the place of one that is ill.
final class Treatment {
    private final TrainingRuns runs;
    private final TrainingRun ill;

    Treatment(TrainingRuns runs, TrainingRun ill) {
        this.runs = runs;
        this.ill = ill;
    }

    /// Stops the run, waits for its end and starts what takes its place; on a virtual thread.
    TrainingRun apply(Remedy remedy) throws StudioException {
        if (remedy == Remedy.STOP || remedy.effect() == Remedy.Effect.ADVICE) {
            throw new BadOption("The remedy " + remedy + " begins no new training.", "Choose one that does.");
        }
        // A remedy that cannot be done must not cost the run that it is for.
        RunDocument document = RunDocument.read(ill.folder());
        Map<String, String> changes = changes(current(document), remedy);
        Map<String, String> settings = new LinkedHashMap<>(document.settings());
        settings.putAll(changes);
        TrainingPlan plan = RunPlans.plan(
                RunPlans.typeNamed(document.type()),
                document.withSettings(settings),
                ComputeDevice.named(document.device()));
        if (remedy.effect() == Remedy.Effect.NEW_RUN) {
            plan.model().spec().requireTrainable();
        }
        ill.stop();
        ill.job().await();
        Optional<Checkpoint> start = remedy.effect() == Remedy.Effect.NEW_RUN ? Optional.empty() : healthy(remedy);
        return start.isPresent() ? goBack(start.get(), document, remedy) : startAnew(changes);
    }

    /// The newest checkpoint that can be read, is of before the findings, has steps left to do, and has finite
    /// numbers only.
    private Optional<Checkpoint> healthy(Remedy remedy) throws StudioException {
        RunHistory history = RunHistory.read(ill.folder());
        // With a smaller learning rate a sound state goes on well; other remedies are for what led to the finding.
        boolean onlySpoilt = remedy == Remedy.RESTORE_HEALTHY || remedy == Remedy.HALVE_LEARNING_RATE;
        int before = Math.min(ill.steps(), onlySpoilt ? history.spoiltSince() : history.illSince());
        Checkpoints checkpoints = Checkpoints.ofRun(ill.folder(), new AtomicFile());
        for (KeptCheckpoint kept : checkpoints.kept().reversed()) {
            if (kept.step() < before) {
                Checkpoint checkpoint = readOrNull(checkpoints, kept.step());
                if (checkpoint != null && checkpoint.isFinite()) {
                    return Optional.of(checkpoint);
                }
            }
        }
        return Optional.empty();
    }

    /// A damaged checkpoint is passed over: an older one may be sound.
    private static @Nullable Checkpoint readOrNull(Checkpoints checkpoints, int step) throws StudioException {
        try {
            return checkpoints.at(step);
        } catch (BadModelFile _) {
            return null;
        }
    }

    private TrainingRun goBack(Checkpoint sound, RunDocument document, Remedy remedy) throws StudioException {
        Map<String, String> current = current(document);
        // It may have been changed by hand since the start.
        current.put("learningRate", Double.toString(sound.learningRate()));
        return result(runs.branch(new BranchRequest(ill.folder(), sound.step(), changes(current, remedy), freeFolder()))
                .await());
    }

    /// Starts what takes the place of a run that is over, from the start; on a virtual thread.
    TrainingRun startAnew(Map<String, String> changes) throws StudioException {
        RunDocument document = RunDocument.read(ill.folder());
        Map<String, String> settings = new LinkedHashMap<>(document.settings());
        settings.putAll(changes);
        return result(runs.start(new TrainingRequest(
                        document.type(),
                        document.dataset(),
                        "",
                        settings,
                        OptionalInt.empty(),
                        document.seed(),
                        document.device(),
                        freeFolder()))
                .await());
    }

    /// Remedies that a run of this document can be given: it has their settings, and they would change.
    ///
    /// **Errors** [BadOption] for a type that the studio does not know.
    static Set<Remedy> possible(RunDocument document) throws BadOption {
        Map<String, String> current = current(document);
        Set<Remedy> possible = EnumSet.noneOf(Remedy.class);
        for (Remedy remedy : Remedy.values()) {
            try {
                changes(current, remedy);
                possible.add(remedy);
            } catch (BadOption _) {
                // it has no such setting, or nothing would change
            }
        }
        return possible;
    }

    /// Every setting of the run: its own, and the type's defaults for the rest.
    private static Map<String, String> current(RunDocument document) throws BadOption {
        Map<String, String> current = new LinkedHashMap<>();
        new SpecForm<>(RunPlans.example(RunPlans.typeNamed(document.type())))
                .settings()
                .forEach(setting -> current.put(setting.name(), setting.value()));
        new SpecForm<>(TrainingSpec.DEFAULTS)
                .settings()
                .forEach(setting -> current.put(setting.name(), setting.value()));
        current.putAll(document.settings());
        return current;
    }

    private static Map<String, String> changes(Map<String, String> current, Remedy remedy) throws BadOption {
        Map<String, String> changes = remedy.changes(name -> number(current, name));
        for (Map.Entry<String, String> change : changes.entrySet()) {
            if (!current.containsKey(change.getKey())) {
                throw new BadOption(
                        "A model of this type has no setting '" + change.getKey() + "'.", "Choose another remedy.");
            }
            if (number(changes, change.getKey()) == number(current, change.getKey())) {
                throw new BadOption(
                        "'" + change.getKey() + "' is " + change.getValue() + " already.", "Choose another remedy.");
            }
        }
        return changes;
    }

    private static double number(Map<String, String> settings, String name) {
        String text = settings.getOrDefault(name, "0");
        return switch (text) {
            case "true", "yes", "on" -> 1;
            case "false", "no", "off" -> 0;
            default -> Double.parseDouble(text);
        };
    }

    /// The old folder's name with the first number from 2 on that is free.
    private Path freeFolder() {
        Path folder = ill.folder();
        for (int number = 2; ; number++) {
            Path free = folder.resolveSibling(folder.getFileName() + "-" + number);
            if (!Files.exists(free)) {
                return free;
            }
        }
    }

    private static TrainingRun result(Outcome<TrainingRun> outcome) throws StudioException {
        return switch (outcome) {
            case Outcome.Completed<TrainingRun>(TrainingRun run) -> run;
            case Outcome.Cancelled<TrainingRun> _ ->
                throw new BadOption("The new training was cancelled.", "Start it again.");
            case Outcome.Failed<TrainingRun>(Throwable cause) -> {
                if (cause instanceof StudioException fault) {
                    throw fault;
                }
                throw new IllegalStateException(cause);
            }
        };
    }
}
