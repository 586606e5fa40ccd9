package studio.latent.engine.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import studio.latent.engine.error.StudioException;

/// Times something that is done again and again, as `bench/run` reads it.
///
/// Processor time is the mean of what all threads together used: other programs disturb it less.
final class StepTimes {
    /// One of what is timed.
    @FunctionalInterface
    interface Step {
        void run() throws StudioException;
    }

    private StepTimes() {}

    static String of(String name, Step step, int warmUp, int count) throws StudioException {
        long[] nanos = new long[count];
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long processor = 0;
        for (int i = -warmUp; i < count; i++) {
            if (i == 0) {
                processor = system.getProcessCpuTime();
            }
            long start = System.nanoTime();
            step.run();
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        double each = (system.getProcessCpuTime() - processor) / 1e6 / count;
        return String.format(Locale.ROOT, "%s processor %.3f ms", new Times(nanos).line(name), each);
    }
}
