package studio.latent.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--device`: where a verb computes. Names are checked by the engine, which alone knows the devices.
final class DeviceOption {
    private static final String AUTO = "auto";

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|cuda:N",
            description = "Where to compute. Default: auto, the first GPU that can be used, else the CPU.")
    private @Nullable String device;

    String name() {
        return device == null ? AUTO : device;
    }

    /// Has the models of this command live on the device; before the studio is first asked for.
    void apply(CommandScope scope) {
        String wanted = device;
        if (wanted != null) {
            scope.change(options -> options.onDevice(wanted));
        }
    }
}
