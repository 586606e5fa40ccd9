package studio.latent.engine.tensor;

import java.util.ArrayList;
import java.util.List;

/// Owns arrays until it is closed: one for a model, one for a job, one for a step, as `try`-with-resources.
///
/// A scope belongs to the lane on which it was opened.
public final class Scope implements AutoCloseable {
    private final Lane lane = Lane.current();
    private final List<AutoCloseable> owned = new ArrayList<>();

    Lane lane() {
        return lane;
    }

    <T extends AutoCloseable> T own(T resource) {
        owned.add(resource);
        return resource;
    }

    /// Frees everything this scope owns.
    @Override
    public void close() {
        for (int i = owned.size() - 1; i >= 0; i--) {
            try {
                owned.get(i).close();
            } catch (Exception e) {
                throw new IllegalStateException("freeing native memory failed", e);
            }
        }
        owned.clear();
    }
}
