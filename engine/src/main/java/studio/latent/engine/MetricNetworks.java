package studio.latent.engine;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.feature.DomainClassifier;
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
    private String title = "";
    private final DatasetClassifiers classifiers;

    private record Key(
            FeatureChoice choice,
            ResizeMode resize,
            boolean classes,
            @Nullable ImageShape shape) {}

    MetricNetworks(StudioOptions options) {
        this.options = options;
        this.classifiers = new DatasetClassifiers(options);
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

    /// What the network that was used last is called, with all that is known of it.
    String title() {
        return title;
    }

    /// Puts the classifier of this data set's classes in place, for [FeatureChoice.Domain] to choose.
    ///
    /// **Errors** [studio.latent.engine.error.BadDataset] where it cannot have one.
    FeatureNetwork open(Dataset dataset, JobContext context) throws StudioException {
        DomainClassifier.Trained trained = classifiers.get(dataset, context);
        closeLast();
        return keep(
                keyOf(new FeatureChoice.Domain(), ResizeMode.CLEAN, false, dataset.shape()),
                DomainClassifier.load(trained, device()),
                String.format(Locale.ROOT, ", %.1f %% of held-out images told right", 100 * trained.heldOutAccuracy()));
    }

    private FeatureNetwork keep(Key made, FeatureNetwork loaded, String known) {
        key = made;
        network = loaded;
        title = loaded.title() + known;
        return loaded;
    }

    private void closeLast() {
        if (network != null) {
            network.close();
            network = null;
        }
    }

    private static Key keyOf(FeatureChoice choice, ResizeMode resize, boolean classes, ImageShape shape) {
        return switch (choice) {
            case FeatureChoice.Pixels _ -> new Key(choice, resize, classes, shape);
            case FeatureChoice.Domain _ -> new Key(choice, ResizeMode.CLEAN, false, null);
            case FeatureChoice.Mixed5 _, FeatureChoice.Fid _ -> new Key(choice, resize, classes, null);
        };
    }

    /// The chosen network; a classifier of the data must have been opened before.
    ///
    /// @param classes whether its class numbers are wanted, where it has classes
    /// @param shape that of the images, which only raw pixels depend on
    FeatureNetwork get(FeatureChoice choice, ResizeMode resize, boolean classes, ImageShape shape)
            throws StudioException {
        Key wanted = keyOf(choice, resize, classes, shape);
        FeatureNetwork known = network;
        if (known != null && wanted.equals(key)) {
            return known;
        }
        closeLast();
        FeatureNetwork loaded = switch (choice) {
            case FeatureChoice.Mixed5 _ -> InceptionMixed5.load(shipped(), resize, device());
            case FeatureChoice.Fid fid -> FidInception.load(fid.weights(), taps(fid.tap(), classes), resize, device());
            case FeatureChoice.Domain _ -> throw new IllegalStateException("the classifier's data set comes first");
            case FeatureChoice.Pixels _ -> new RawPixels(shape);
        };
        return keep(wanted, loaded, "");
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
