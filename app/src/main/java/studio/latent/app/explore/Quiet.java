package studio.latent.app.explore;

/// Tells what the hand sets from what only follows the state under it.
final class Quiet {
    private boolean on;

    /// Changes properties without that being taken for the hand's doing.
    void during(Runnable change) {
        boolean outer = on;
        on = true;
        try {
            change.run();
        } finally {
            on = outer;
        }
    }

    boolean isOn() {
        return on;
    }
}
