package studio.latent.app.cli;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.TrainingRun;
import studio.latent.engine.TrainingRuns;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingRequest;
import studio.latent.engine.train.TrainingState;
import studio.latent.engine.train.doctor.Remedy;

/// `studio train`: trains a model, or goes on with a training that was stopped.
@Command(
        name = "train",
        description = {
            "Train a model, or go on with a training that was stopped.",
            "Ctrl-C stops after the current step and keeps a checkpoint; --resume goes on as if it had never stopped.",
            "'studio train --list' shows the presets and every setting with its range."
        },
        footer = {
            "",
            "JSON: one object a line. {event: 'started', folder, step, steps}; {event: 'losses', step, imagesSeen,",
            "terms: {name: value}}; {event: 'speed', step, imagesPerSecond, secondsLeft, learningRate,",
            "residentBytes}; {event: 'grid'|'reconstructions', step}; {event: 'checkpoint', step, file};",
            "{event: 'measured', step, points: [{metric, value, low, high, floor, count, features}]};",
            "{event: 'health', step, vitals: {name: value}, changes: [{began, since, symptom, numbers, remedies} or",
            "{ended}]}; {event: 'judgements', step, real: [share], generated: [share]}, of a GAN: shares of a step's",
            "images in equal parts of the discriminator's probability of being real, from 0 to 1, or of a critic's",
            "scores; {event: 'state', step, state}; {event: 'note', step, text}; last {event: 'result', state, step,",
            "folder, model}, where model is as in 'studio models'. With --list: {types: [{type, presets, settings}]}."
        })
final class TrainCommand implements Callable<Integer> {
    private static final Set<TrainingState> LAST =
            EnumSet.of(TrainingState.COMPLETED, TrainingState.STOPPED, TrainingState.FAILED);

    private static final long EVENT_SECONDS = 5;
    private static final String RESUME = "--resume";
    private static final String TREAT = "--treat";
    /// What a run's folder says of it.
    private static final String[] OF_A_RUN = {"--family", "--data", "--preset", "--seed", "--device"};

    private final CommandScope scope;
    private final InterruptSignal interrupts;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--family",
            paramLabel = "F",
            description = "A family, 'vae', 'diffusion' or 'gan', or one of its types. Default: 'vae'.")
    private @Nullable String family;

    @Option(names = "--data", paramLabel = "D", description = "A data set's name, a folder, a zip or an IDX file.")
    private @Nullable String data;

    @Option(names = "--preset", paramLabel = "P", description = "A preset; default: the first that fits the data.")
    private String preset = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            arity = "1..*",
            description = "Settings over the preset's, for example --set beta=4 latentDimension=8.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--steps", paramLabel = "N", description = "Optimizer steps; default: the preset's.")
    private @Nullable Integer steps;

    @Option(
            names = "--seed",
            defaultValue = "0",
            paramLabel = "S",
            description = "Seed of weights, order and noise. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to compute with on the CPU, in [1, 1024]. Default: all cores.")
    private @Nullable Integer threads;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder for the run and its model; new or empty.")
    private @Nullable Path out;

    @Option(names = RESUME, paramLabel = "DIR", description = "Go on with the run in this folder.")
    private @Nullable Path resume;

    @Option(
            names = TREAT,
            paramLabel = "REMEDY",
            description = "With --resume: leave that run as it is and begin another beside it with a remedy, from the"
                    + " last checkpoint of before what was found or from the start.")
    private @Nullable String treat;

    @Mixin
    private BranchOption branch = new BranchOption();

    @Option(names = "--list", description = "Show what can be trained: types, presets, settings.")
    private boolean list;

    TrainCommand(CommandScope scope) {
        this(scope, InterruptSignal.ofProcess());
    }

    TrainCommand(CommandScope scope, InterruptSignal interrupts) {
        this.scope = scope;
        this.interrupts = interrupts;
    }

    @Override
    public Integer call() throws StudioException {
        Integer wanted = threads;
        if (wanted != null) {
            int checked = new OptionRange(spec, "--threads").inside(1, 1024, wanted);
            scope.change(options -> options.withTrainThreads(checked));
        }
        if (list) {
            new TrainingOffer(scope.studio().training(), typesOf(scope.studio().training())).print(scope, output.json);
            return CommandLineProgram.DONE;
        }
        return follow(begun());
    }

    private TrainingRun begun() throws StudioException {
        Integer number = steps;
        if (number != null) {
            new OptionRange(spec, "--steps").atLeast(1, number);
        }
        Path parent = branch.parent;
        if (parent != null) {
            return branched(parent);
        }
        refuse("needs --branch with the run to begin from", BranchOption.AT);
        return resume == null ? start(number) : resumed(resume);
    }

    private TrainingRun start(@Nullable Integer number) throws StudioException {
        refuse("needs --resume with the run to treat", TREAT);
        if (data == null || out == null) {
            throw new ParameterException(
                    spec.commandLine(), "A training needs --data and --out, or --resume to go on with one");
        }
        TrainingRuns runs = scope.studio().training();
        return scope.await(runs.start(new TrainingRequest(
                typeWithPreset(runs),
                data,
                preset,
                Map.copyOf(settings),
                number == null ? OptionalInt.empty() : OptionalInt.of(number),
                seed,
                device.name(),
                out.toAbsolutePath().normalize())));
    }

    private TrainingRun resumed(Path folder) throws StudioException {
        refuse("is in the run's folder, which --resume goes on with: leave it out", OF_A_RUN);
        refuse("does not go with --resume; --branch begins another run with it", "--out", "--steps", "--set");
        Path place = folder.toAbsolutePath().normalize();
        TrainingRuns runs = scope.studio().training();
        if (treat != null) {
            Remedy remedy = TreatOption.parse(treat);
            return scope.await(runs.treat(scope.await(runs.archive().open(place)), remedy));
        }
        return scope.await(runs.resume(place));
    }

    private TrainingRun branched(Path parent) throws StudioException {
        refuse("does not go with --branch", RESUME, TREAT);
        refuse("is in the run's folder, which --branch begins from: leave it out", OF_A_RUN);
        if (out == null) {
            throw new ParameterException(spec.commandLine(), "--branch needs --out with the folder for the new run");
        }
        Map<String, String> changes = new LinkedHashMap<>(settings);
        if (steps != null) {
            changes.put("steps", "" + steps);
        }
        TrainingRuns runs = scope.studio().training();
        Path run = parent.toAbsolutePath().normalize();
        return scope.await(runs.branch(branch.request(
                scope, runs.archive(), run, changes, out.toAbsolutePath().normalize())));
    }

    /// **Errors** [ParameterException] when one of the options was given.
    private void refuse(String why, String... options) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(spec.commandLine(), option + " " + why);
            }
        }
    }

    /// The types that `--family` allows, in the catalogue's order.
    private List<String> typesOf(TrainingRuns runs) throws BadOption {
        String wanted = family;
        if (wanted == null) {
            return runs.types();
        }
        List<String> types = runs.types().stream()
                .filter(type -> type.equals(wanted) || type.endsWith("-" + wanted))
                .toList();
        if (types.isEmpty()) {
            throw new BadOption(
                    "There is no family or type '" + wanted + "'.",
                    "Choose one of " + String.join(", ", runs.types()) + ".");
        }
        return types;
    }

    /// The first allowed type that has the preset; the first of all where no preset was named.
    private String typeWithPreset(TrainingRuns runs) throws BadOption {
        List<String> types = typesOf(runs);
        if (preset.isEmpty()) {
            return types.getFirst();
        }
        List<String> presets = types.stream()
                .flatMap(type -> runs.presets(type).stream())
                .map(p -> p.name())
                .distinct()
                .toList();
        return types.stream()
                .filter(type ->
                        runs.presets(type).stream().anyMatch(p -> p.name().equals(preset)))
                .findFirst()
                .orElseThrow(() -> new BadOption(
                        "There is no preset '" + preset + "'.", "Choose one of " + String.join(", ", presets) + "."));
    }

    private int follow(TrainingRun run) throws StudioException {
        TrainingReporter reporter = output.json
                ? new JsonTrainingReporter(scope, run)
                : new TextTrainingReporter(scope.terminal(), run, System::nanoTime);
        reporter.started();
        Job<ModelCard> job = run.job();
        Runnable forget = interrupts.onInterrupt(() -> {
            run.stop();
            var _ = job.await();
            reporter.ended(run.state(), null);
        });
        CountDownLatch told = new CountDownLatch(1);
        Runnable unsubscribe = run.subscribe(event -> {
            reporter.event(event);
            if (event instanceof TrainingEvent.StateChanged(int _, TrainingState state) && LAST.contains(state)) {
                told.countDown();
            }
        });
        try {
            var outcome = job.await();
            awaitLastEvent(told);
            forget.run();
            unsubscribe.run();
            boolean completed = run.state() == TrainingState.COMPLETED;
            ModelCard card = completed ? CommandScope.valueOf(outcome) : null;
            reporter.ended(run.state(), card);
            if (!completed) {
                var _ = CommandScope.valueOf(outcome);
            }
            return completed ? CommandLineProgram.DONE : CommandLineProgram.FAILED;
        } finally {
            scope.terminal().out().flush();
        }
    }

    /// Events come on a thread of their own, the last of them perhaps after the job has ended.
    private static void awaitLastEvent(CountDownLatch told) {
        try {
            var _ = told.await(EVENT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
