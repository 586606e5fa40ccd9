package studio.latent.engine.tensor;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.EngineUnavailable;

/// Where arrays live and are computed: the processor or one CUDA device.
public record ComputeDevice(Kind kind, int index) {
    public enum Kind {
        CPU,
        CUDA
    }

    public static final ComputeDevice CPU = new ComputeDevice(Kind.CPU, 0);
    private static final Pattern CUDA_NAME = Pattern.compile("cuda(?::(\\d{1,3}))?");

    /// The device of a name: `auto` (the first CUDA device when there is one, else the CPU), `cpu`, `cuda`,
    /// `cuda:N`.
    ///
    /// **Errors** [BadOption] for any other name, [EngineUnavailable] where the engine does not start, and for
    /// a CUDA device that is not there.
    public static ComputeDevice named(String name) throws BadOption, EngineUnavailable {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        if (wanted.equals("cpu")) {
            return TorchEngine.start().devices().getFirst();
        }
        if (wanted.equals("auto")) {
            return TorchEngine.start().cudaDevices() > 0 ? new ComputeDevice(Kind.CUDA, 0) : CPU;
        }
        Matcher cuda = CUDA_NAME.matcher(wanted);
        if (!cuda.matches()) {
            throw new BadOption("There is no device named '" + name + "'.", "Use auto, cpu or cuda:0.");
        }
        int index = cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1));
        int found = TorchEngine.start().cudaDevices();
        if (index >= found) {
            throw new EngineUnavailable(
                    "The device cuda:" + index + " was asked for, but " + found + " CUDA devices were found.",
                    "Run 'studio doctor' to see what is missing, or use --device cpu.");
        }
        return new ComputeDevice(Kind.CUDA, index);
    }

    public boolean isCuda() {
        return kind == Kind.CUDA;
    }

    /// The name that [#named] understands.
    public String id() {
        return isCuda() ? "cuda:" + index : "cpu";
    }
}
