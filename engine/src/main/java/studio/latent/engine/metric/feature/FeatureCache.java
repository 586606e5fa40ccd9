package studio.latent.engine.metric.feature;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.ContentHash;
import studio.latent.engine.io.FileFault;
import studio.latent.engine.io.Safetensors;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.metric.FeatureMatrix;
import studio.latent.engine.tensor.HostTensor;

/// Features of data sets, computed once and kept in files.
///
/// A file belongs to the images' bytes, the network and its weights, the resize mode and the size rule; it also
/// holds a hash of its own numbers. One that is damaged or says otherwise is computed again.
public final class FeatureCache {
    private static final System.Logger LOG = System.getLogger(FeatureCache.class.getName());
    private static final String TENSOR = "features";
    private static final String KEY = "key";
    private static final String HASH = "hash";
    private static final int CHECK_EVERY = 1024;

    private final Path folder;
    private final AtomicFile files;

    /// @param folder made when first written to
    public FeatureCache(Path folder, AtomicFile files) {
        this.folder = folder;
        this.files = files;
    }

    /// The features of `images`, from the cache if they are there, else computed on the calling lane and kept.
    ///
    /// A cache that cannot be written costs time, not the result.
    ///
    /// **Errors** as [FeatureNetwork#features].
    ///
    /// @param sizeRule how the images were brought to their shape before, as text
    public FeatureMatrix features(FeatureImages images, FeatureNetwork network, String sizeRule, JobContext context)
            throws StudioException {
        String key = String.join(
                "\n",
                "features 1",
                contentHash(images, context),
                Integer.toString(images.count()),
                network.id(),
                network.weightsHash(),
                network.resize(),
                sizeRule);
        Path file = folder.resolve(hex(sha256().digest(key.getBytes(StandardCharsets.UTF_8))) + ".safetensors");
        Optional<FeatureMatrix> kept = read(file, key, images.count(), network.dimension());
        if (kept.isPresent()) {
            return kept.orElseThrow();
        }
        FeatureMatrix features = network.features(images, context);
        keep(file, key, features);
        return features;
    }

    private static Optional<FeatureMatrix> read(Path file, String key, int count, int dimension) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (Safetensors open = Safetensors.open(file)) {
            Map<String, String> metadata = open.metadata();
            if (!key.equals(metadata.get(KEY))) {
                return Optional.empty();
            }
            HostTensor tensor = open.tensor(TENSOR);
            boolean sound = ContentHash.of(Map.of(TENSOR, tensor)).equals(metadata.get(HASH))
                    && tensor.shape().length == 2
                    && tensor.shape()[0] == count
                    && tensor.shape()[1] == dimension;
            return sound ? Optional.of(new FeatureMatrix(count, dimension, tensor.values())) : Optional.empty();
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.WARNING, "computing features again: {0}", e.problem());
            return Optional.empty();
        }
    }

    private void keep(Path file, String key, FeatureMatrix features) {
        HostTensor tensor = new HostTensor(new int[] {features.count(), features.dimension()}, features.toArray());
        try {
            createFolder();
            Map<String, HostTensor> tensors = Map.of(TENSOR, tensor);
            Safetensors.write(files, file, tensors, Map.of(KEY, key, HASH, ContentHash.of(tensors)));
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.WARNING, "features are not kept: {0}", e.problem());
        }
    }

    private void createFolder() throws StudioException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FileFault.writing(folder, e);
        }
    }

    /// SHA-256 over the images in their order: of each its shape, then its samples.
    public static String contentHash(FeatureImages images, JobContext context) {
        MessageDigest digest = sha256();
        ByteBuffer samples = ByteBuffer.allocate(0);
        for (int i = 0; i < images.count(); i++) {
            if (i % CHECK_EVERY == 0) {
                context.checkCancelled();
            }
            ImageShape shape = images.shape(i);
            int size = shape.size() * images.samples().bytes();
            if (samples.capacity() < size) {
                samples = ByteBuffer.allocate(size);
            }
            samples.clear();
            images.copy(i, samples);
            digest.update(ByteBuffer.allocate(3 * Integer.BYTES)
                    .putInt(shape.channels())
                    .putInt(shape.height())
                    .putInt(shape.width())
                    .flip());
            digest.update(samples.flip());
        }
        return hex(digest.digest());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
