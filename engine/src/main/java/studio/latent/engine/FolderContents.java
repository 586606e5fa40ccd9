package studio.latent.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.latent.engine.data.LooseImages;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.feature.FeatureCache;
import studio.latent.engine.metric.feature.FeatureImages;

/// How often each image is in a folder, by the hash of its shape and pixels: names, order and file formats do not
/// count.
record FolderContents(ImageSource.Loose source, Map<String, Integer> images, int count) {
    static FolderContents read(ImageSource.Loose source, JobContext context) throws StudioException {
        List<Raster> all = LooseImages.read(source.place(), context).images();
        Map<String, Integer> images = new HashMap<>();
        for (Raster image : all) {
            images.merge(FeatureCache.contentHash(FeatureImages.of(List.of(image)), context), 1, Integer::sum);
        }
        return new FolderContents(source, images, all.size());
    }

    /// What is to be remarked on of generated images that are among the real ones; empty where none is.
    ///
    /// **Errors** [BadOption] when both folders hold the same images.
    static Optional<String> overlap(FolderContents generated, FolderContents reference) throws BadOption {
        if (generated.images.equals(reference.images)) {
            throw new BadOption(
                    "The folders " + generated.source.place() + " and " + reference.source.place() + " hold the same "
                            + generated.count + " images, pixel for pixel.",
                    "Name a folder of generated and one of real images: a distance of images to themselves says"
                            + " nothing.");
        }
        int shared = generated.within(reference);
        if (shared == generated.count) {
            return Optional.of("All " + shared + " generated images are also among the " + reference.count
                    + " reference images, pixel for pixel: the values say how well a part stands for the whole, not how"
                    + " good generated images are.");
        }
        int known = reference.within(generated);
        if (known == reference.count) {
            return Optional.of("All " + known + " reference images are also among the " + generated.count
                    + " generated ones, pixel for pixel: take the real images out of the generated ones.");
        }
        return shared == 0
                ? Optional.empty()
                : Optional.of(shared + " of the " + generated.count
                        + " generated images are also among the reference images, pixel for pixel.");
    }

    /// How many of these images the others have too, each as often as it is there.
    private int within(FolderContents others) {
        return images.entrySet().stream()
                .mapToInt(each -> Math.min(each.getValue(), others.images.getOrDefault(each.getKey(), 0)))
                .sum();
    }
}
