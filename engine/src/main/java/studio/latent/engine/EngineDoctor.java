package studio.latent.engine;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.Studio.Finding;
import studio.latent.engine.error.EngineUnavailable;
import studio.latent.engine.tensor.GpuReadiness;
import studio.latent.engine.tensor.TorchEngine;

/// What this machine offers and what it lacks.
final class EngineDoctor {
    private static final long GIB = 1L << 30;
    private static final long LITTLE_SPACE = 2 * GIB;

    private final StudioOptions options;

    EngineDoctor(StudioOptions options) {
        this.options = options;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        int feature = Runtime.version().feature();
        findings.add(new Finding(
                "JDK",
                Runtime.version() + " (" + System.getProperty("java.vendor", "unknown vendor") + ")",
                feature == 25,
                feature == 25 ? "" : "Use a JDK 25."));
        findings.add(ok("System", System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "")));
        engine(findings);
        findings.add(ok("Processor cores", Integer.toString(Runtime.getRuntime().availableProcessors())));
        findings.add(ok("Train lane threads", Integer.toString(options.trainThreads())));
        String waiting = String.valueOf(System.getenv("OMP_WAIT_POLICY"));
        boolean passive = waiting.toLowerCase(Locale.ROOT).equals("passive");
        findings.add(new Finding(
                "OMP_WAIT_POLICY",
                waiting,
                passive,
                passive
                        ? ""
                        : "Start with ./studio, which sets it to passive: busy machines stay 2 to 3 times faster."));
        findings.add(ok("Java heap", gib(Runtime.getRuntime().maxMemory())));
        folder(findings, "Samples", options.samples());
        folder(findings, "Home", options.home());
        return findings;
    }

    private static void engine(List<Finding> findings) {
        try {
            TorchEngine engine = TorchEngine.start();
            findings.add(ok("PyTorch", engine.version()));
            for (GpuReadiness.Note note : engine.notes()) {
                findings.add(new Finding(note.subject(), note.value(), note.good(), note.remedy()));
            }
        } catch (EngineUnavailable e) {
            findings.add(new Finding("PyTorch", e.problem(), false, e.remedy()));
            findings.add(ok("NVIDIA cards", GpuReadiness.ofProcess().nvidia().toString()));
        }
    }

    private static void folder(List<Finding> findings, String subject, @Nullable Path folder) {
        if (folder == null) {
            findings.add(new Finding(subject, "none", false, "Start with ./studio, which names the folder."));
            return;
        }
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            FileStore store = Files.getFileStore(existing == null ? Path.of("/") : existing);
            long free = store.getUsableSpace();
            findings.add(new Finding(
                    subject,
                    folder + ", " + gib(free) + " free",
                    free > LITTLE_SPACE,
                    free > LITTLE_SPACE ? "" : "Free some space: trainings and caches need it."));
        } catch (IOException e) {
            findings.add(
                    new Finding(subject, folder + ": " + e.getMessage(), false, "Check the folder's permissions."));
        }
    }

    private static Finding ok(String subject, String value) {
        return new Finding(subject, value, true, "");
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) GIB);
    }
}
