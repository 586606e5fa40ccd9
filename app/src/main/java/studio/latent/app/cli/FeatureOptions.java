package studio.latent.app.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import studio.latent.engine.FeatureChoice;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.metric.feature.InceptionTap;
import studio.latent.engine.metric.feature.ResizeMode;

/// By which features images are compared, and how they are brought to the network's size.
final class FeatureOptions {
    private static final String MIXED5 = "mixed5";
    private static final String DOMAIN = "domain";
    private static final String PIXELS = "pixels";
    private static final List<String> NAMES =
            List.of(MIXED5, "fid-64", "fid-192", "fid-768", "fid-2048", DOMAIN, PIXELS);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--features",
            paramLabel = "F",
            description =
                    "mixed5, the Inception-v3 that ships with the studio (the default); fid-64, fid-192, fid-768 or"
                            + " fid-2048, the FID's Inception-v3 from --fid-weights, of which fid-2048 gives the FID;"
                            + " domain, a classifier of the classes of --data, trained on first use and kept; or pixels.")
    private @Nullable String features;

    @Option(
            names = "--fid-weights",
            paramLabel = "FILE",
            description = "The FID's own network, pt_inception-2015-12-05-6726825d.pth, as pytorch-fid uses it, or its"
                    + " arrays as safetensors.")
    private @Nullable Path weights;

    @Option(
            names = "--resize",
            paramLabel = "clean|legacy-pytorch|legacy-tensorflow",
            description = "How images are brought to the network's 299×299: antialiased bicubic (clean), or as"
                    + " pytorch-fid and the first FID did. Default: clean; legacy-pytorch with --fid-weights.")
    private @Nullable String resize;

    FeatureChoice choice() {
        String name = features == null ? (weights == null ? MIXED5 : "fid-2048") : features;
        if (!NAMES.contains(name)) {
            throw new ParameterException(
                    spec.commandLine(), "--features must be one of " + String.join(", ", NAMES) + ", got " + name);
        }
        return switch (name) {
            case MIXED5 -> new FeatureChoice.Mixed5();
            case DOMAIN -> new FeatureChoice.Domain();
            case PIXELS -> new FeatureChoice.Pixels();
            default -> new FeatureChoice.Fid(weightsFor(name), tap(Integer.parseInt(name.substring(4))));
        };
    }

    private Path weightsFor(String name) {
        Path file = weights;
        if (file == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--features " + name + " needs the FID's network: name its file with --fid-weights FILE");
        }
        return file;
    }

    private static InceptionTap tap(int dimension) {
        return Arrays.stream(InceptionTap.values())
                .filter(tap -> tap.id().equals(Integer.toString(dimension)))
                .findFirst()
                .orElseThrow();
    }

    /// **Errors** [BadOption] for a mode that there is none of.
    ResizeMode resizeMode() throws BadOption {
        if (resize != null) {
            return ResizeMode.named(resize);
        }
        return choice() instanceof FeatureChoice.Fid ? ResizeMode.LEGACY_PYTORCH : ResizeMode.CLEAN;
    }
}
