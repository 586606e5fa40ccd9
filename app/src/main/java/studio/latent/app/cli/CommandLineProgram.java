package studio.latent.app.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;

/// The command line: finds the verb, runs it, and turns every ending into an exit status.
public final class CommandLineProgram {
    /// The verb did what was asked.
    public static final int DONE = 0;
    /// It failed; one line on stderr says what happened and what to do.
    public static final int FAILED = 1;
    /// The words on the command line make no sense together.
    public static final int USAGE = 2;

    private final Terminal terminal;
    private final StudioOpener opener;
    private final Map<String, Function<CommandScope, Callable<Integer>>> verbs;
    private final CrashReport crashReport;

    public CommandLineProgram(Terminal terminal, StudioOpener opener, WindowPicture window, Path crashFolder) {
        this.terminal = terminal;
        this.opener = opener;
        verbs = verbs(window);
        crashReport = new CrashReport(crashFolder);
    }

    private static Map<String, Function<CommandScope, Callable<Integer>>> verbs(WindowPicture window) {
        Map<String, Function<CommandScope, Callable<Integer>>> verbs = new LinkedHashMap<>();
        verbs.put("doctor", DoctorCommand::new);
        verbs.put("models", ModelsCommand::new);
        verbs.put("datasets", DatasetsCommand::new);
        verbs.put("train", TrainCommand::new);
        verbs.put("sample", SampleCommand::new);
        verbs.put("interpolate", InterpolateCommand::new);
        verbs.put("arithmetic", ArithmeticCommand::new);
        verbs.put("edit", EditCommand::new);
        verbs.put("directions", DirectionsCommand::new);
        verbs.put("encode", EncodeCommand::new);
        verbs.put("evaluate", EvaluateCommand::new);
        verbs.put("import", ImportCommand::new);
        verbs.put("export", ExportCommand::new);
        verbs.put("verify", VerifyCommand::new);
        verbs.put("screenshot", scope -> new ScreenshotCommand(scope, window));
        return verbs;
    }

    /// Runs one command and returns the process's exit status.
    public int run(String... arguments) {
        try (CommandScope scope = new CommandScope(terminal, opener)) {
            return commandLine(scope, arguments).execute(arguments);
        } catch (RuntimeException | Error bug) {
            return crashed(bug, arguments);
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    /// Builds only the verb that was named: reading the annotations of all of them costs a fifth of a second.
    private CommandLine commandLine(CommandScope scope, String... arguments) {
        CommandLine root = new CommandLine(new RootCommand());
        Map<String, Function<CommandScope, Callable<Integer>>> wanted =
                arguments.length > 0 && verbs.containsKey(arguments[0])
                        ? Map.of(arguments[0], verbs.get(arguments[0]))
                        : verbs;
        wanted.forEach((name, verb) -> root.addSubcommand(name, verb.apply(scope)));
        root.getSubcommands().values().forEach(verb -> verb.getCommandSpec().mixinStandardHelpOptions(true));
        return root.registerConverter(Operand.class, Operand::parse)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(false)
                .setUsageHelpAutoWidth(true)
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setParameterExceptionHandler(this::misused)
                .setExecutionExceptionHandler((failure, verb, _) -> failed(failure, verb, arguments));
    }

    private int misused(ParameterException e, String... arguments) {
        CommandLine verb = e.getCommandLine();
        terminal.err().println("studio: " + unknownOption(verb, arguments).orElseGet(() -> plainMessage(e, verb)));
        terminal.err().println("Try '" + verb.getCommandSpec().qualifiedName() + " --help'.");
        return USAGE;
    }

    /// Names a misspelt option rather than the one that is missing because of it.
    private static Optional<String> unknownOption(CommandLine verb, String... arguments) {
        List<String> known = verb.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
        return Arrays.stream(arguments)
                .takeWhile(argument -> !argument.equals("--"))
                .filter(argument -> argument.startsWith("--"))
                .map(argument -> argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument)
                .filter(argument -> !known.contains(argument))
                .findFirst()
                .map(argument ->
                        "There is no option " + argument + "." + didYouMean(Suggestions.nearest(argument, known)));
    }

    private String plainMessage(ParameterException e, CommandLine verb) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            return verb.getParent() == null
                    ? "There is no command '" + word + "'." + didYouMean(Suggestions.nearest(word, verbs.keySet()))
                    : "'" + word + "' is not understood here.";
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.endsWith(".") ? message : message + ".";
    }

    private static String didYouMean(Optional<String> word) {
        return word.map(w -> " Did you mean " + w + "?").orElse("");
    }

    private int failed(Exception failure, CommandLine verb, String... arguments) {
        return switch (failure) {
            case ParameterException e -> misused(e, arguments);
            case BadOption e -> {
                complain(e.problem() + " " + e.remedy());
                terminal.err().println("Try '" + verb.getCommandSpec().qualifiedName() + " --help'.");
                yield USAGE;
            }
            case StudioException e -> {
                complain(e.problem() + " " + e.remedy());
                yield FAILED;
            }
            case CommandScope.CancelledCommand e -> {
                complain(String.valueOf(e.getMessage()));
                yield FAILED;
            }
            default -> crashed(failure, arguments);
        };
    }

    private int crashed(Throwable bug, String... arguments) {
        complain(crashReport.write(bug, List.of(arguments)));
        return FAILED;
    }

    private void complain(String sentence) {
        if (terminal.interactive()) {
            terminal.clearLine();
        }
        terminal.err().println("studio: " + sentence.replaceAll("\\s*\\R\\s*", " "));
    }
}
