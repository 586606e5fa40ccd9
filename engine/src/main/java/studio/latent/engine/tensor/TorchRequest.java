package studio.latent.engine.tensor;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which installed PyTorch the user asked for, in the words of the three variables; null where one is not set.
///
/// @param libraryPath `PYTORCH_LIBRARY_PATH`: the folder of libtorch; null for the PyTorch that ships with the
/// studio
/// @param version `PYTORCH_VERSION`
/// @param flavor `PYTORCH_FLAVOR`: `cpu` or `cu128`
public record TorchRequest(
        @Nullable String libraryPath,
        @Nullable String version,
        @Nullable String flavor) {
    static final String PATH = "PYTORCH_LIBRARY_PATH";
    static final String VERSION = "PYTORCH_VERSION";
    static final String FLAVOR = "PYTORCH_FLAVOR";

    public static final TorchRequest NONE = new TorchRequest(null, null, null);

    /// What this process was given: by its environment or, where that is silent, by system properties.
    public static TorchRequest ofProcess() {
        return of(System::getenv, System::getProperty);
    }

    static TorchRequest of(
            Function<String, @Nullable String> environment, Function<String, @Nullable String> properties) {
        return new TorchRequest(
                first(PATH, environment, properties),
                first(VERSION, environment, properties),
                first(FLAVOR, environment, properties));
    }

    private static @Nullable String first(
            String name,
            Function<String, @Nullable String> environment,
            Function<String, @Nullable String> properties) {
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            value = properties.apply(name);
        }
        return value == null || value.isBlank() ? null : value.strip();
    }
}
