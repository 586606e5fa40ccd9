package studio.latent.engine.data;

import java.io.IOException;
import java.util.SortedMap;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.job.JobContext;

/// Images that can be decoded into slots, in an order that never changes.
interface PixelSource {
    /// Images that there may be; some may turn out to be broken.
    int candidates();

    /// The one shape that all images are brought to.
    ImageShape shape();

    /// Text that changes whenever the images or the rules change.
    String identity();

    /// Decodes every image into the slot of its number.
    ///
    /// **Errors** [IOException] of the sink; [StudioException] when the source as a whole is unusable
    ///
    /// @return slot → reason, for each image that could not be decoded
    SortedMap<Integer, String> decodeInto(PixelSink sink, JobContext context) throws IOException, StudioException;
}
