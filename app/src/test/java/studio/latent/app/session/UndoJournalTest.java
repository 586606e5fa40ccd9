package studio.latent.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.generate.EditSource;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.StyleMix;
import studio.latent.engine.generate.Styling;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

class UndoJournalTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("session/undo.jsonl");
    }

    private UndoJournal open() throws FileTrouble {
        return UndoJournal.open(file(), Runnable::run);
    }

    private static LatentState state(float value, Origin origin) {
        return new LatentState("vae", new Latent(new float[] {value, -value, Float.MIN_VALUE}), origin);
    }

    private static List<LatentState> states(UndoTree tree) {
        return tree.nodes().stream().map(UndoTree.Node::state).toList();
    }

    @Test
    void everyKindOfGestureComesBackBitForBitAndTheTreeStandsWhereItStood() throws FileTrouble {
        List<LatentState> gestures = List.of(
                state(1.1f, new Origin.Seed(-5, PriorKind.MIXTURE, 0.3)),
                state(1.2f, new Origin.Axis(2)),
                state(1.3f, new Origin.Coordinate(1)),
                state(1.4f, new Origin.Centre()),
                state(1.5f, new Origin.Plane()),
                state(1.6f, new Origin.Path()),
                state(1.7f, new Origin.Arithmetic()),
                state(1.25f, new Origin.Named("Lächeln \"2\"")),
                state(1.8f, new Origin.Encoded("Gesicht ü \"1\".png")),
                state(1.9f, new Origin.Restored("a.png")),
                state(2.1f, new Origin.Seed(4, PriorKind.NORMAL, 1))
                        .renderedBy(new Rendering(
                                SamplerSettings.DEFAULTS.styled(new Styling(
                                        0.7,
                                        0,
                                        -3L,
                                        new StyleMix(new Latent(new float[] {-0f, 3}), StyleMix.layers("0-2,5")))),
                                null)),
                state(2.0f, new Origin.Plane())
                        .renderedBy(new Rendering(
                                SamplerSettings.DEFAULTS.guidedBy(2.5).wishing(Map.of("coat", 0.7, "bag", 0.3)),
                                new EditSource(
                                        new Raster(new ImageShape(1, 1, 3), new byte[] {0, -1, 7}),
                                        new Raster(new ImageShape(1, 1, 3), new byte[] {0, -1, 0}),
                                        0.25))));
        try (UndoJournal journal = open()) {
            UndoTree tree = journal.tree();
            gestures.forEach(tree::record);
            tree.undo();
            tree.undo();
        }

        try (UndoJournal journal = open()) {
            UndoTree tree = journal.tree();
            assertThat(states(tree)).isEqualTo(gestures);
            assertThat(tree.currentProperty().get().state()).isEqualTo(gestures.get(9));
            assertThat(tree.redo().orElseThrow().state()).isEqualTo(gestures.get(10));
        }
    }

    @Test
    void branchesSurviveARestart() throws FileTrouble {
        try (UndoJournal journal = open()) {
            UndoTree tree = journal.tree();
            tree.record(state(1, new Origin.Plane()));
            tree.record(state(2, new Origin.Plane()));
            tree.undo();
            tree.record(state(3, new Origin.Plane()));
        }
        try (UndoJournal journal = open()) {
            UndoTree tree = journal.tree();
            assertThat(tree.nodes()).extracting(UndoTree.Node::parent).containsExactly(-1, 0, 0);
        }
    }

    @Test
    void aLineThatACrashCutShortIsLeftOutAndWritingGoesOn() throws FileTrouble, IOException {
        try (UndoJournal journal = open()) {
            UndoTree tree = journal.tree();
            tree.record(state(1, new Origin.Plane()));
            tree.record(state(2, new Origin.Plane()));
        }
        byte[] whole = Files.readAllBytes(file());
        for (int cut = 1; cut < 60; cut += 7) {
            Files.write(file(), Arrays.copyOf(whole, whole.length - cut));
            try (UndoJournal journal = open()) {
                UndoTree tree = journal.tree();
                assertThat(states(tree)).as("cut by %d", cut).containsExactly(state(1, new Origin.Plane()));
                tree.record(state(9, new Origin.Path()));
            }
            try (UndoJournal journal = open()) {
                assertThat(states(journal.tree()))
                        .containsExactly(state(1, new Origin.Plane()), state(9, new Origin.Path()));
            }
        }
    }

    @Test
    void aStrangeOrDamagedFileKeepsItsGoodBeginning() throws FileTrouble, IOException {
        try (UndoJournal journal = open()) {
            journal.tree().record(state(1, new Origin.Plane()));
        }
        String good = Files.readString(file());
        for (String bad : List.of(
                "{\"node\":1,\"parent\":0}\n",
                "{\"node\":1,\"parent\":5,\"model\":\"m\",\"latent\":\"AAAAAA==\",\"origin\":\"plane\"}\n",
                "{\"node\":1,\"parent\":0,\"model\":\"m\",\"latent\":\"AAAAAA==\",\"origin\":\"plane\",\"x\":1}\n",
                "{\"node\":1,\"parent\":0,\"model\":\"m\",\"latent\":\"AAA=\",\"origin\":\"plane\"}\n",
                "{\"node\":1,\"parent\":0,\"model\":\"m\",\"latent\":\"AADAfw==\",\"origin\":\"plane\"}\n",
                "{\"at\":\"x\"}\n",
                "[]\n",
                "\0\0\0\n")) {
            Files.writeString(file(), good + bad);
            try (UndoJournal journal = open()) {
                assertThat(states(journal.tree())).as(bad).containsExactly(state(1, new Origin.Plane()));
            }
            assertThat(Files.readString(file())).as(bad).doesNotContain(bad);
        }
        Files.writeString(file(), "something else\nentirely");
        try (UndoJournal journal = open()) {
            assertThat(states(journal.tree())).isEmpty();
        }
    }

    @Test
    void onlyTheNewestGesturesAreKeptFromStartToStart() throws FileTrouble {
        try (UndoJournal journal = open()) {
            UndoTree tree = journal.tree();
            for (int i = 0; i < UndoJournal.KEPT_NODES + 20; i++) {
                tree.record(state(i, new Origin.Plane()));
            }
        }
        try (UndoJournal journal = open()) {
            UndoTree tree = journal.tree();
            assertThat(tree.nodes()).hasSize(UndoJournal.KEPT_NODES);
            assertThat(tree.nodes().getFirst().state()).isEqualTo(state(20, new Origin.Plane()));
            assertThat(tree.branch()).hasSize(UndoJournal.KEPT_NODES);
        }
    }

    @Test
    void aSecondWindowIsToldThatTheFirstKeepsTheHistory() throws FileTrouble {
        try (UndoJournal _ = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(FileTrouble.class)
                    .hasMessageContaining("Another window of the studio");
        }
        open().close();
    }
}
