package studio.latent.engine.tensor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// NVIDIA cards and their driver as the system's own files tell them; no program is run and no library loaded.
///
/// @param cards one name a card, driver or not
/// @param driver the driver's version, for example `570.86.15`; empty where there is one that does not tell, null
/// where there is none
public record NvidiaHardware(List<String> cards, @Nullable String driver) {
    /// The oldest driver that runs programs made for CUDA 12: NVIDIA's table of minor version compatibility.
    static final String OLDEST_DRIVER = "525.60";

    private static final int OLDEST_MAJOR = 525;
    private static final int OLDEST_MINOR = 60;

    private static final Pattern VERSION = Pattern.compile("\\b(\\d{3})\\.(\\d{1,3})(?:\\.\\d{1,3})?\\b");
    private static final Pattern MODEL = Pattern.compile("(?m)^Model:\\s*(\\S.*?)\\s*$");
    private static final String VENDOR = "0x10de";
    private static final String DISPLAY_CLASS = "0x03";

    public NvidiaHardware {
        cards = List.copyOf(cards);
    }

    /// Looks below `root`, which is `/` but in tests: what Linux and its driver tell in `proc` and `sys`, and the
    /// driver's own library where Windows and its Linux subsystem keep it.
    static NvidiaHardware probe(Path root) {
        Path kernel = root.resolve("proc/driver/nvidia");
        List<String> cards = new ArrayList<>();
        for (Path card : children(kernel.resolve("gpus"))) {
            Matcher model = MODEL.matcher(text(card.resolve("information")));
            cards.add(model.find() ? model.group(1) : "NVIDIA card");
        }
        if (cards.isEmpty()) {
            for (Path device : children(root.resolve("sys/bus/pci/devices"))) {
                if (text(device.resolve("vendor")).strip().equals(VENDOR)
                        && text(device.resolve("class")).startsWith(DISPLAY_CLASS)) {
                    cards.add("NVIDIA card");
                }
            }
        }
        return new NvidiaHardware(cards, driver(root, kernel));
    }

    private static @Nullable String driver(Path root, Path kernel) {
        Matcher version = VERSION.matcher(text(kernel.resolve("version")));
        if (version.find()) {
            return version.group();
        }
        boolean elsewhere = Files.exists(root.resolve("usr/lib/wsl/lib/libcuda.so.1"))
                || Files.exists(root.resolve("Windows/System32/nvcuda.dll"));
        return elsewhere ? "" : null;
    }

    private static List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(children::add);
        } catch (IOException _) {
            return List.of(); // no such folder: not Linux, or no driver
        }
        return children.stream().sorted().toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    boolean hasDriver() {
        return driver != null;
    }

    /// Whether the driver is known to be older than [#OLDEST_DRIVER].
    boolean driverIsTooOld() {
        Matcher version = VERSION.matcher(driver == null ? "" : driver);
        if (!version.matches()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major < OLDEST_MAJOR || (major == OLDEST_MAJOR && Integer.parseInt(version.group(2)) < OLDEST_MINOR);
    }

    @Override
    public String toString() {
        String names = cards.isEmpty() ? "no NVIDIA card" : String.join(", ", cards);
        if (driver == null) {
            return cards.isEmpty() ? names : names + ", no driver";
        }
        return names + ", driver" + (driver.isEmpty() ? "" : " " + driver);
    }
}
