package studio.latent.engine.metric.feature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.FileFault;
import studio.latent.engine.io.Safetensors;
import studio.latent.engine.tensor.HostTensor;

/// Classifiers of data sets, trained once and kept in files by the hash of what they were trained on.
public final class ClassifierCache {
    private static final System.Logger LOG = System.getLogger(ClassifierCache.class.getName());
    private static final String ACCURACY = "heldOutAccuracy";

    private final Path folder;
    private final AtomicFile files;

    /// @param folder made when first written to
    public ClassifierCache(Path folder, AtomicFile files) {
        this.folder = folder;
        this.files = files;
    }

    /// Trains a classifier.
    @FunctionalInterface
    public interface Training {
        DomainClassifier.Trained train() throws StudioException;
    }

    /// The classifier that is kept under `key`, or the one that `training` gives, which is then kept.
    ///
    /// A file that is damaged or holds another network counts as missing; one that cannot be written costs
    /// time, not
    /// the result.
    ///
    /// **Errors** those of `training`.
    ///
    /// @param key names images, labels and seed; letters, digits and `-`
    public DomainClassifier.Trained get(String key, ImageShape shape, int classes, Training training)
            throws StudioException {
        Path file = folder.resolve(key + ".safetensors");
        Optional<DomainClassifier.Trained> kept = read(file, shape, classes);
        if (kept.isPresent()) {
            return kept.orElseThrow();
        }
        DomainClassifier.Trained trained = training.train();
        keep(file, trained);
        return trained;
    }

    private static Optional<DomainClassifier.Trained> read(Path file, ImageShape shape, int classes) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (Safetensors open = Safetensors.open(file)) {
            SequencedMap<String, HostTensor> weights = new LinkedHashMap<>(open.tensors());
            boolean sound = new DomainNetwork(shape, classes)
                    .program()
                    .parameters()
                    .mismatches(weights)
                    .isEmpty();
            double accuracy = Double.parseDouble(open.metadata().getOrDefault(ACCURACY, "none"));
            return sound
                    ? Optional.of(new DomainClassifier.Trained(shape, classes, weights, accuracy))
                    : Optional.empty();
        } catch (StudioException | NumberFormatException e) {
            LOG.log(System.Logger.Level.WARNING, "training the classifier again: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    private void keep(Path file, DomainClassifier.Trained trained) {
        try {
            createFolder();
            Map<String, String> metadata = Map.of(ACCURACY, Double.toString(trained.heldOutAccuracy()));
            Safetensors.write(files, file, trained.weights(), metadata);
        } catch (StudioException e) {
            LOG.log(System.Logger.Level.WARNING, "the classifier is not kept: {0}", e.problem());
        }
    }

    private void createFolder() throws StudioException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FileFault.writing(folder, e);
        }
    }
}
