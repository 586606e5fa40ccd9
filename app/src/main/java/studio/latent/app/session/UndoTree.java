package studio.latent.app.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Every gesture of the session as a node under the one it changed. Going back and doing something else starts a new
/// branch; nothing is ever dropped. Redo follows the branch that was left last.
///
/// One thread, that of its owner. What happens is told to a [Listener], which keeps it on disk.
public final class UndoTree {
    /// One gesture's result.
    ///
    /// @param id counts up from 0 through the tree's life
    /// @param parent the node that the gesture changed; −1 for a first one
    public record Node(int id, int parent, LatentState state) {
        public static final int NONE = -1;

        public Node {
            if (id < 0 || parent < NONE || parent >= id) {
                throw new IllegalArgumentException("node: parent must be in [-1, id), got " + parent + " under " + id);
            }
        }
    }

    /// Is told what changes, in order.
    public interface Listener {
        void added(Node node);

        /// The current node is now `id`, by undo, redo or a jump.
        void moved(int id);
    }

    private final Map<Integer, Node> nodes = new HashMap<>();
    /// Node → the child that redo goes to.
    private final Map<Integer, Integer> forward = new HashMap<>();

    private final ObservableList<Node> all = FXCollections.observableArrayList();
    private final ObservableList<Node> allView = FXCollections.unmodifiableObservableList(all);
    private final ReadOnlyObjectWrapper<@Nullable Node> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
    private final Listener listener;
    private int nextId;

    /// An empty tree.
    public UndoTree(Listener listener) {
        this(List.of(), Node.NONE, listener);
    }

    /// A tree as it was kept: `kept` in the order of their making, a parent that is not among them counts as none.
    ///
    /// @param currentId where the tree stands; −1 for the newest
    public UndoTree(List<Node> kept, int currentId, Listener listener) {
        this.listener = listener;
        for (Node node : kept) {
            insert(nodes.containsKey(node.parent()) ? node : new Node(node.id(), Node.NONE, node.state()));
        }
        if (!kept.isEmpty()) {
            settle(nodes.getOrDefault(currentId, kept.getLast()));
        }
    }

    /// A tree that nothing keeps.
    public static UndoTree inMemory() {
        return new UndoTree(new Listener() {
            @Override
            public void added(Node node) {}

            @Override
            public void moved(int id) {}
        });
    }

    /// Adds `state` under the current node and goes there; a state equal to the current one adds nothing.
    public void record(LatentState state) {
        Node at = current.get();
        if (at != null && at.state().equals(state)) {
            return;
        }
        Node node = new Node(nextId, at == null ? Node.NONE : at.id(), state);
        insert(node);
        settle(node);
        listener.added(node);
    }

    /// Goes to the gesture before; stays at a first one.
    public Optional<Node> undo() {
        Node at = current.get();
        return at == null ? Optional.empty() : jump(at.parent());
    }

    /// Goes to the gesture that was undone last.
    public Optional<Node> redo() {
        Node at = current.get();
        return at == null ? Optional.empty() : jump(forward.getOrDefault(at.id(), Node.NONE));
    }

    /// Goes to any node, on whatever branch.
    public Optional<Node> jump(int id) {
        Node target = nodes.get(id);
        if (target == null) {
            return Optional.empty();
        }
        settle(target);
        listener.moved(id);
        return Optional.of(target);
    }

    private void insert(Node node) {
        nodes.put(node.id(), node);
        all.add(node);
        forward.put(node.parent(), node.id());
        nextId = node.id() + 1;
    }

    /// Makes `node` current and its branch the one that redo follows.
    private void settle(Node node) {
        for (Node at = node; at != null; at = nodes.get(at.parent())) {
            forward.put(at.parent(), at.id());
        }
        current.set(node);
        canUndo.set(nodes.containsKey(node.parent()));
        canRedo.set(forward.containsKey(node.id()));
    }

    /// The gestures from the first one to the current node, then on along the branch that redo follows.
    public List<Node> branch() {
        List<Node> branch = new ArrayList<>();
        for (Node at = current.get(); at != null; at = nodes.get(at.parent())) {
            branch.addFirst(at);
        }
        Node at = current.get();
        while (at != null) {
            at = nodes.get(forward.getOrDefault(at.id(), Node.NONE));
            if (at != null) {
                branch.add(at);
            }
        }
        return branch;
    }

    /// All nodes in the order of their making; read only.
    public ObservableList<Node> nodes() {
        return allView;
    }

    public ReadOnlyObjectProperty<@Nullable Node> currentProperty() {
        return current.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }
}
