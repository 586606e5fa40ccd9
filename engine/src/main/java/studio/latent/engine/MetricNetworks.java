package studio.latent.engine;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.metric.feature.FeatureNetwork;
import studio.latent.engine.metric.feature.FidInception;
import studio.latent.engine.metric.feature.InceptionMixed5;
import studio.latent.engine.metric.feature.InceptionTap;
import studio.latent.engine.metric.feature.RawPixels;
import studio.latent.engine.metric.feature.ResizeMode;
import studio.latent.engine.tensor.ComputeDevice;

/// The feature network that was used last, kept loaded. Confined to the metrics lane.
final class MetricNetworks {
    private final StudioOptions options;
    private @Nullable Key key;
    private @Nullable FeatureNetwork network;

    private record Key(
            FeatureChoice choice,
            ResizeMode resize,
            boolean classes,
            @Nullable ImageShape shape) {}

    MetricNetworks(StudioOptions options) {
        this.options = options;
    }

    ComputeDevice device() throws StudioException {
        return ComputeDevice.named(options.device());
    }

    /// The network that was used last.
    FeatureNetwork current() {
        FeatureNetwork last = network;
        if (last == null) {
            throw new IllegalStateException("no feature network has been used yet");
        }
        return last;
    }

    /// The chosen network.
    ///
    /// @param classes whether its class numbers are wanted, where it has classes
    /// @param shape that of the images, which only raw pixels depend on
    FeatureNetwork get(FeatureChoice choice, ResizeMode resize, boolean classes, ImageShape shape)
            throws StudioException {
        Key wanted = new Key(choice, resize, classes, choice instanceof FeatureChoice.Pixels ? shape : null);
        FeatureNetwork known = network;
        if (known != null && wanted.equals(key)) {
            return known;
        }
        if (known != null) {
            known.close();
            network = null;
        }
        FeatureNetwork loaded = switch (choice) {
            case FeatureChoice.Mixed5 _ -> InceptionMixed5.load(shipped(), resize, device());
            case FeatureChoice.Fid fid -> FidInception.load(fid.weights(), taps(fid.tap(), classes), resize, device());
            case FeatureChoice.Pixels _ -> new RawPixels(shape);
        };
        key = wanted;
        network = loaded;
        return loaded;
    }

    private static Set<InceptionTap> taps(InceptionTap tap, boolean classes) {
        return classes ? EnumSet.of(tap, InceptionTap.LOGITS) : EnumSet.of(tap);
    }

    private Path shipped() throws NotFound {
        Path samples = options.samples();
        if (samples == null) {
            throw new NotFound(
                    "The feature network that ships with the studio is not installed.",
                    "Start the studio by its launcher, or measure with --features pixels or --fid-weights FILE.");
        }
        return InceptionMixed5.fileIn(samples);
    }
}
