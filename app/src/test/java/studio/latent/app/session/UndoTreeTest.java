package studio.latent.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.latent.app.session.UndoTree.Node;
import studio.latent.engine.model.Latent;

class UndoTreeTest {
    private final UndoTree tree = UndoTree.inMemory();

    static LatentState state(float value) {
        return new LatentState("m", new Latent(new float[] {value}), new Origin.Axis(0));
    }

    private static float value(Optional<Node> node) {
        return node.orElseThrow().state().latent().values()[0];
    }

    @Test
    void anEmptyTreeHasNothingToUndoOrRedo() {
        assertThat(tree.canUndoProperty().get()).isFalse();
        assertThat(tree.canRedoProperty().get()).isFalse();
        assertThat(tree.undo()).isEmpty();
        assertThat(tree.redo()).isEmpty();
    }

    @Test
    void undoAndRedoWalkTheGesturesBackAndForth() {
        tree.record(state(1));
        tree.record(state(2));
        tree.record(state(3));

        assertThat(value(tree.undo())).isEqualTo(2);
        assertThat(value(tree.undo())).isEqualTo(1);
        assertThat(tree.canUndoProperty().get()).isFalse();
        assertThat(tree.undo()).as("a first gesture stays").isEmpty();
        assertThat(value(tree.redo())).isEqualTo(2);
        assertThat(value(tree.redo())).isEqualTo(3);
        assertThat(tree.canRedoProperty().get()).isFalse();
    }

    @Test
    void aGestureAfterUndoStartsABranchAndTheOldOneStays() {
        tree.record(state(1));
        tree.record(state(2));
        int old = tree.currentProperty().get().id();
        tree.undo();
        tree.record(state(3));

        assertThat(tree.canRedoProperty().get()).isFalse();
        assertThat(tree.nodes()).hasSize(3);
        assertThat(value(tree.undo())).isEqualTo(1);
        assertThat(value(tree.redo())).as("redo follows the branch left last").isEqualTo(3);
        assertThat(value(tree.jump(old))).isEqualTo(2);
        tree.undo();
        assertThat(value(tree.redo())).isEqualTo(2);
    }

    @Test
    void theBranchRunsFromTheFirstGestureThroughTheCurrentOneToItsEnd() {
        tree.record(state(1));
        tree.record(state(2));
        tree.undo();
        tree.record(state(3));
        tree.record(state(4));
        tree.undo();

        assertThat(tree.branch().stream().map(node -> node.state().latent().values()[0]))
                .containsExactly(1f, 3f, 4f);
    }

    @Test
    void theSameStateTwiceIsOneGesture() {
        tree.record(state(1));
        tree.record(state(1));

        assertThat(tree.nodes()).hasSize(1);
    }

    @Test
    void aKeptNodeWhoseParentIsGoneBecomesAFirstOne() {
        UndoTree kept =
                new UndoTree(List.of(new Node(7, 3, state(1)), new Node(8, 7, state(2))), Node.NONE, new Recorder());

        assertThat(value(kept.undo())).isEqualTo(1);
        assertThat(kept.canUndoProperty().get()).isFalse();
        kept.record(state(5));
        assertThat(kept.currentProperty().get().id()).as("numbers go on").isEqualTo(9);
    }

    private static final class Recorder implements UndoTree.Listener {
        @Override
        public void added(Node node) {}

        @Override
        public void moved(int id) {}
    }
}
