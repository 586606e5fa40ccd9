package studio.latent.engine.metric.feature;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.ContentHash;
import studio.latent.engine.io.Safetensors;
import studio.latent.engine.io.TorchArchive;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;

/// The network of the Fréchet Inception Distance, from a file that the user names: the state dict
/// `pt_inception-2015-12-05-6726825d.pth` of pytorch-fid, which torch-fidelity uses, too, or the same arrays as
/// safetensors.
///
/// **Units** with [ResizeMode#LEGACY_PYTORCH] pixels enter as 2·x/255 − 1, as in pytorch-fid; with the other modes
/// as (x − 128)/128, as in torch-fidelity and clean-fid.
public final class FidInception implements FeatureNetwork {
    private static final String NETWORK = "the FID's Inception-v3 (pt_inception-2015-12-05-6726825d.pth)";

    private final InceptionOnLane network;
    private final List<InceptionTap> taps;
    private final ResizeMode resize;
    private final String hash;

    private FidInception(InceptionOnLane network, List<InceptionTap> taps, ResizeMode resize, String hash) {
        this.network = network;
        this.taps = taps;
        this.resize = resize;
        this.hash = hash;
    }

    /// Puts the network on the calling lane, as far as the last of `taps`.
    ///
    /// **Errors** [studio.latent.engine.error.IncompatibleModel] when the file holds another network;
    /// [studio.latent.engine.error.BadModelFile], [studio.latent.engine.error.NotFound],
    /// [studio.latent.engine.error.OutOfDeviceMemory].
    ///
    /// @param taps at least one
    public static FidInception load(Path file, Set<InceptionTap> taps, ResizeMode resize, ComputeDevice device)
            throws StudioException {
        boolean plain = file.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors");
        Map<String, HostTensor> weights =
                plain ? Safetensors.read(file) : TorchArchive.read(file).tensors();
        return of(file.toString(), weights, taps, resize, device);
    }

    static FidInception of(
            String source,
            Map<String, HostTensor> weights,
            Set<InceptionTap> taps,
            ResizeMode resize,
            ComputeDevice device)
            throws StudioException {
        if (taps.isEmpty()) {
            throw new IllegalArgumentException("taps must name at least one place of the network, got none");
        }
        LinkedHashSet<InceptionTap> ordered = new LinkedHashSet<>(new TreeSet<>(taps));
        InceptionOnLane.PixelScale scale = resize == ResizeMode.LEGACY_PYTORCH
                ? InceptionOnLane.PixelScale.UNIT
                : InceptionOnLane.PixelScale.POWER_OF_TWO;
        InceptionOnLane network = new InceptionOnLane(
                new BatchNormFolding(source, NETWORK, BatchNormFolding.torchvision()),
                weights,
                ordered,
                new InceptionOnLane.Input(resize, scale, device));
        return new FidInception(network, List.copyOf(ordered), resize, ContentHash.of(weights));
    }

    /// The place that [#features] reads: the last one asked for that is no classifier, if there is one.
    private InceptionTap main() {
        return taps.size() > 1 && taps.getLast() == InceptionTap.LOGITS ? taps.get(taps.size() - 2) : taps.getLast();
    }

    @Override
    public String id() {
        return "fid-inception-v3-" + main().id();
    }

    @Override
    public String title() {
        return "FID Inception-v3, " + main().dimension() + "-d";
    }

    @Override
    public int dimension() {
        return main().dimension();
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
    public boolean isStandard() {
        return main() == InceptionTap.POOL_2048;
    }

    @Override
    public FeatureMatrix features(FeatureImages images, JobContext context) throws StudioException {
        return network.features(images, context).get(taps.indexOf(main()));
    }

    /// The features at every place that was asked for, computed in one pass.
    public Map<InceptionTap, FeatureMatrix> allFeatures(FeatureImages images, JobContext context)
            throws StudioException {
        List<FeatureMatrix> found = network.features(images, context);
        Map<InceptionTap, FeatureMatrix> byTap = new EnumMap<>(InceptionTap.class);
        for (int i = 0; i < taps.size(); i++) {
            byTap.put(taps.get(i), found.get(i));
        }
        return byTap;
    }

    @Override
    public void close() {
        network.close();
    }
}
