package studio.latent.app.cli;

/// Tells a long command that the user pressed Ctrl-C, in time to leave things in order.
@FunctionalInterface
interface InterruptSignal {
    /// Runs `action` when the process is asked to end; returns how to take that back.
    Runnable onInterrupt(Runnable action);

    /// The process's own signal: the JVM ends when `action` has returned, with the system's exit status for it
    /// (130 after Ctrl-C on Linux and macOS).
    static InterruptSignal ofProcess() {
        return action -> {
            Thread hook = new Thread(action, "leave in order");
            Runtime.getRuntime().addShutdownHook(hook);
            return () -> {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException _) {
                    // The JVM is on its way out and runs the hook now: it does what is left to do, and this thread
                    // waits.
                    joined(hook);
                }
            };
        };
    }

    private static void joined(Thread hook) {
        try {
            hook.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
