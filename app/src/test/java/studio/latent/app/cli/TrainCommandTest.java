package studio.latent.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import studio.latent.app.FakeStudio;
import studio.latent.app.FakeTraining;
import studio.latent.app.FakeTrainingRun;
import studio.latent.engine.BranchRequest;
import studio.latent.engine.train.TrainingState;
import studio.latent.engine.train.doctor.Ailment;
import studio.latent.engine.train.doctor.Diagnosis;
import studio.latent.engine.train.doctor.Finding;
import studio.latent.engine.train.doctor.Symptom;

class TrainCommandTest {
    @TempDir
    Path folder;

    private final FakeStudio studio = FakeStudio.onOwnThread();
    private CommandLineFixture line;

    private static final Diagnosis COLLAPSE =
            new Diagnosis.Began(new Finding(Ailment.POSTERIOR_COLLAPSE, new Symptom.EmptyLatent(0.01, 0, 16), 2, 5));

    @BeforeEach
    void start() {
        line = new CommandLineFixture(studio, folder.resolve("crash"));
    }

    @Test
    void tellsOfEveryEventAsJsonAndEndsWithTheModel() throws Exception {
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(
                () -> line.run("train", "--data", "grey-data", "--steps", "3", "--out", "" + folder, "--json"));
        begun().advance(3);

        assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(CommandLineProgram.DONE);
        List<JsonObject> events = line.jsonLines();
        assertThat(events.getFirst().get("event").getAsString()).isEqualTo("started");
        assertThat(events.getFirst().get("steps").getAsInt()).isEqualTo(3);
        assertThat(events.stream().map(e -> e.get("event").getAsString())).contains("losses", "speed", "grid", "state");
        JsonObject result = events.getLast();
        assertThat(result.get("event").getAsString()).isEqualTo("result");
        assertThat(result.get("state").getAsString()).isEqualTo("completed");
        assertThat(result.getAsJsonObject("model").get("name").getAsString()).isEqualTo("fake-trained");
    }

    @Test
    void saysInWordsHowItGoesAndWhatToDoNext() throws Exception {
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() ->
                line.run("train", "--family", "vae", "--data", "grey-data", "--steps", "2", "--out", "" + folder));
        begun().advance(2);

        assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(CommandLineProgram.DONE);
        assertThat(line.err())
                .contains("2 steps in " + folder)
                .contains("step 2/2  total 55")
                .contains("1000 images/s")
                .contains("studio sample --model");
    }

    @Test
    void anInterruptedRunKeepsACheckpointAndSaysHowToGoOn() throws Exception {
        CompletableFuture<Runnable> interrupt = new CompletableFuture<>();
        CommandScope scope = new CommandScope(line.terminal(), _ -> studio);
        TrainCommand command = new TrainCommand(scope, action -> {
            interrupt.complete(action);
            return () -> {};
        });
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(
                () -> new CommandLine(command).execute("--data", "grey-data", "--steps", "9", "--out", "" + folder));
        Runnable ctrlC = interrupt.get(30, TimeUnit.SECONDS);
        begun().advance(4);

        ctrlC.run();

        assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(CommandLineProgram.FAILED);
        assertThat(begun().state()).isEqualTo(TrainingState.STOPPED);
        assertThat(line.err()).contains("Stopped after step 4; go on with: studio train --resume " + folder);
    }

    @Test
    void aRunThatDivergesFailsInOneLine() throws Exception {
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(
                () -> line.run("train", "--data", "grey-data", "--steps", "9", "--out", "" + folder));
        begun().diverge();

        assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(CommandLineProgram.FAILED);
        assertThat(line.errLines().getLast()).contains("not a number").contains("smaller learning rate");
        assertThat(line.errLines().stream().filter(l -> l.startsWith("studio: ")))
                .hasSize(1);
    }

    @Test
    void saysWhatIsWrongWithARunAndWhatHelps() throws Exception {
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(
                () -> line.run("train", "--data", "grey-data", "--steps", "9", "--out", "" + folder));
        FakeTrainingRun run = begun();
        run.advance(5);
        run.tell(COLLAPSE);
        run.tell(new Diagnosis.Ended(Ailment.POSTERIOR_COLLAPSE, 5));
        run.advance(4);

        assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(CommandLineProgram.DONE);
        assertThat(line.err())
                .contains("step 5: The latent space is empty, since step 2. The latent carries 0.01 nats an image")
                .contains("studio train --resume " + folder + " --treat lower-beta|kl-warmup|free-bits")
                .contains("step 5: over: The latent space is empty.");
    }

    @Test
    void saysTheSameAsJson() throws Exception {
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(
                () -> line.run("train", "--data", "grey-data", "--steps", "9", "--out", "" + folder, "--json"));
        FakeTrainingRun run = begun();
        run.advance(5);
        run.tell(COLLAPSE);
        run.advance(4);

        assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(CommandLineProgram.DONE);
        JsonObject health = line.jsonLines().stream()
                .filter(event -> event.get("event").getAsString().equals("health"))
                .findFirst()
                .orElseThrow();
        JsonObject began = health.getAsJsonArray("changes").get(0).getAsJsonObject();
        assertThat(began.get("began").getAsString()).isEqualTo("posterior_collapse");
        assertThat(began.get("since").getAsInt()).isEqualTo(2);
        assertThat(began.getAsJsonArray("numbers").size()).isEqualTo(3);
        assertThat(began.getAsJsonArray("remedies").toString()).contains("\"lower-beta\"");
    }

    @Test
    void treatsARunWithAnotherBesideIt() throws Exception {
        studio.fakeTraining().archive().store(folder, 40);
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(
                () -> line.run("train", "--resume", "" + folder, "--treat", "lower-beta"));
        while (line.err().isEmpty()) {
            Thread.onSpinWait();
        }
        begun().advance(100);

        assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(CommandLineProgram.DONE);
        assertThat(line.errLines().getFirst()).contains("LOWER_BETA");
    }

    @Test
    void goesOnWithARunThatWasStopped() throws Exception {
        CompletableFuture<Integer> status =
                CompletableFuture.supplyAsync(() -> line.run("train", "--resume", "" + folder));
        while (line.err().isEmpty()) {
            Thread.onSpinWait();
        }
        begun().advance(60);

        assertThat(status.get(30, TimeUnit.SECONDS)).isEqualTo(CommandLineProgram.DONE);
        assertThat(line.errLines().getFirst()).isEqualTo("Going on from step 40 to 100 steps in " + folder);
    }

    @Test
    void beginsAnotherRunFromTheLastCheckpoint() throws Exception {
        assertThat(branched("--steps", "100", "--set", "beta=2"))
                .isEqualTo(new BranchRequest(
                        folder.resolve("parent"), 40, Map.of("steps", "100", "beta", "2"), folder.resolve("branch")));
    }

    @Test
    void beginsAnotherRunFromAnEarlierCheckpoint() throws Exception {
        assertThat(branched("--at", "20"))
                .isEqualTo(new BranchRequest(folder.resolve("parent"), 20, Map.of(), folder.resolve("branch")));
    }

    /// What a command asks for that branches from a run with checkpoints of steps 20 and 40.
    private BranchRequest branched(String... options) throws Exception {
        Path parent = folder.resolve("parent");
        studio.fakeTraining().archive().keep(parent, 20, 40);
        List<String> words = new ArrayList<>(List.of("train", "--branch", "" + parent));
        words.addAll(List.of("--out", "" + folder.resolve("branch")));
        words.addAll(List.of(options));
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> line.run(words.toArray(String[]::new)));
        while (line.err().isEmpty()) {
            Thread.onSpinWait();
        }
        begun().advance(100 - begun().step());

        assertThat(status.get(30, TimeUnit.SECONDS)).as(line.err()).isEqualTo(CommandLineProgram.DONE);
        return studio.fakeTraining().branches().getLast();
    }

    @Test
    void aCheckpointThatIsNotThereIsNamedWithThoseThatAre() {
        Path parent = folder.resolve("parent");
        studio.fakeTraining().archive().keep(parent, 20, 40);

        int status = line.run("train", "--branch", "" + parent, "--at", "30", "--out", "" + folder.resolve("branch"));

        assertThat(status).isEqualTo(CommandLineProgram.USAGE);
        assertThat(line.err()).contains("no checkpoint of step 30").contains("Choose one of 20, 40.");
    }

    @Test
    void aFolderWithoutCheckpointsFailsInOneLine() {
        int status = line.run("train", "--branch", "" + folder, "--out", "" + folder.resolve("branch"));

        assertThat(status).isEqualTo(CommandLineProgram.FAILED);
        assertThat(line.errLines()).hasSize(1);
    }

    @Test
    void wrongWordsAreWrongUsage() {
        line = new CommandLineFixture(_ -> FakeStudio.direct(), folder.resolve("crash"));
        String out = "" + folder;
        for (List<String> wrong : List.of(
                List.of("--data", "grey-data"),
                List.of("--out", out),
                List.of("--resume", out, "--data", "grey-data"),
                List.of("--resume", out, "--steps", "9"),
                List.of("--resume", out, "--seed", "0"),
                List.of("--branch", out),
                List.of("--branch", out, "--out", out, "--data", "grey-data"),
                List.of("--branch", out, "--out", out, "--resume", out),
                List.of("--data", "grey-data", "--out", out, "--at", "3"),
                List.of("--data", "grey-data", "--out", out, "--treat", "lower-beta"),
                List.of("--data", "grey-data", "--out", out, "--steps", "0"),
                List.of("--data", "grey-data", "--out", out, "--family", "gan"),
                List.of("--data", "grey-data", "--out", out, "--preset", "huge"),
                List.of("--data", "grey-data", "--out", out, "--set", "beta=-1"),
                List.of("--data", "grey-data", "--out", out, "--set", "gamma=1"))) {
            List<String> words = new ArrayList<>(List.of("train"));
            words.addAll(wrong);

            assertThat(line.run(words.toArray(String[]::new))).as("%s", wrong).isEqualTo(CommandLineProgram.USAGE);
            assertThat(line.errLines()).as("%s", wrong).hasSize(2);
        }
    }

    @Test
    void anUnknownDataSetFailsInOneLine() {
        assertThat(line.run("train", "--data", "nothing", "--out", "" + folder)).isEqualTo(CommandLineProgram.FAILED);

        assertThat(line.errLines()).hasSize(1);
    }

    @Test
    void listsPresetsAndSettings() {
        assertThat(line.run("train", "--list")).isEqualTo(CommandLineProgram.DONE);
        assertThat(line.out()).contains("conv-vae", "small", "latentDimension", "2 … 512", "GAUSSIAN, BERNOULLI");

        line.run("train", "--list", "--family", "linear-vae", "--json");
        JsonObject type = line.json().getAsJsonArray("types").get(0).getAsJsonObject();
        assertThat(type.keySet()).containsExactly("type", "presets", "settings");
        assertThat(type.get("type").getAsString()).isEqualTo("linear-vae");
    }

    private FakeTrainingRun begun() throws InterruptedException {
        while (studio.training().runs().isEmpty()) {
            Thread.onSpinWait();
        }
        return ((FakeTraining) studio.training()).newest();
    }
}
