package studio.latent.engine.metric.feature;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.ContentHash;
import studio.latent.engine.io.Safetensors;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;

/// The feature network that ships with the studio: Inception-v3, trained on ImageNet, up to `mixed5`.
///
/// Its Fréchet distance is another number than the FID and is never called so.
///
/// **Shapes** images of any shape → 768 numbers, the means of `mixed5`. **Units** pixels enter as x/127.5 − 1.
public final class InceptionMixed5 implements FeatureNetwork {
    static final String NETWORK = "Inception-v3 up to mixed5";
    private static final Path FILE = Path.of("features", "inception-v3-mixed5.safetensors");

    private final InceptionOnLane network;
    private final ResizeMode resize;
    private final String hash;

    private InceptionMixed5(InceptionOnLane network, ResizeMode resize, String hash) {
        this.network = network;
        this.resize = resize;
        this.hash = hash;
    }

    /// Where the weights lie in the folder of the samples.
    public static Path fileIn(Path samples) {
        return samples.resolve(FILE);
    }

    /// Puts the network on the calling lane.
    ///
    /// **Errors** [IncompatibleModel] when the file holds another network;
    /// [studio.latent.engine.error.BadModelFile], [studio.latent.engine.error.NotFound], [OutOfDeviceMemory].
    public static InceptionMixed5 load(Path file, ResizeMode resize, ComputeDevice device) throws StudioException {
        return of(file.toString(), Safetensors.read(file), resize, device);
    }

    static InceptionMixed5 of(String source, Map<String, HostTensor> weights, ResizeMode resize, ComputeDevice device)
            throws IncompatibleModel, OutOfDeviceMemory {
        BatchNormFolding folding = new BatchNormFolding(source, NETWORK, BatchNormFolding.keras());
        InceptionOnLane network = new InceptionOnLane(
                folding,
                weights,
                new LinkedHashSet<>(List.of(InceptionTap.MIXED_5)),
                new InceptionOnLane.Input(resize, InceptionOnLane.PixelScale.UNIT, device));
        return new InceptionMixed5(network, resize, ContentHash.of(weights));
    }

    @Override
    public String id() {
        return "inception-v3-mixed5";
    }

    @Override
    public String title() {
        return "Inception-v3 mixed5, 768-d";
    }

    @Override
    public int dimension() {
        return InceptionTap.MIXED_5.dimension();
    }

    @Override
    public String weightsHash() {
        return hash;
    }

    @Override
    public String resize() {
        return resize.id();
    }

    @Override
    public FeatureMatrix features(FeatureImages images, JobContext context) throws StudioException {
        return network.features(images, context).getFirst();
    }

    @Override
    public void close() {
        network.close();
    }
}
