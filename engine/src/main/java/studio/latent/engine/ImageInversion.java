package studio.latent.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.InversionOnLane;
import studio.latent.engine.generate.InversionRequest;
import studio.latent.engine.generate.InvertedImage;
import studio.latent.engine.generate.ModelOnLane;
import studio.latent.engine.generate.PerceptualFeatures;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.feature.EarlyInception;
import studio.latent.engine.metric.feature.InceptionMixed5;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.Latent;
import studio.latent.engine.tensor.ComputeDevice;

/// The search for the latents of images, with the feature network that ships with the studio where it is installed.
final class ImageInversion {
    private final String device;
    private final @Nullable Path samples;

    ImageInversion(StudioOptions options) {
        this.device = options.device();
        this.samples = options.samples();
    }

    /// Searches on the calling lane.
    ///
    /// @param image of the model's own shape
    InvertedImage find(
            LocalOpenModel model,
            ModelOnLane loaded,
            Raster image,
            InversionRequest request,
            SamplerSettings settings,
            JobContext context,
            Consumer<Raster> watcher)
            throws StudioException {
        List<Latent> known = model.definition() instanceof Encodes ? List.of(loaded.encode(image)) : List.of();
        try (InversionOnLane search = InversionOnLane.load(
                model.definition(),
                model.weights().values(),
                request.space(),
                features(request),
                ComputeDevice.named(device))) {
            InversionOnLane.Found found = search.find(image, request, known, settings, context, watcher);
            SamplerSettings shifted = settings.styled(settings.styling().shiftedBy(found.shift()));
            Raster made = loaded.render(found.latent(), new Rendering(shifted, null), context.cancellation(), _ -> {});
            return new InvertedImage(found.latent(), found.shift(), made, InvertedImage.error(image, made));
        }
    }

    private @Nullable PerceptualFeatures features(InversionRequest request) throws StudioException {
        return samples == null || request.featureWeight() == 0
                ? null
                : EarlyInception.load(InceptionMixed5.fileIn(samples));
    }
}
