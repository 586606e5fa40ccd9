package studio.latent.engine.metric.feature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
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
    /// A file that is damaged or holds another network counts as missing; one that cannot be written costs time,
    /// not the result.
    ///
    /// **Errors** those of `training`.
    ///
    /// @param heads number of classes of each property
    /// @param key names images, labels and seed; letters, digits and `-`
    public DomainClassifier.Trained get(String key, ImageShape shape, List<Integer> heads, Training training)
            throws StudioException {
        Path file = folder.resolve(key + ".safetensors");
        Optional<DomainClassifier.Trained> kept = read(file, shape, heads);
        if (kept.isPresent()) {
            return kept.orElseThrow();
        }
        DomainClassifier.Trained trained = training.train();
        keep(file, trained);
        return trained;
    }

    private static Optional<DomainClassifier.Trained> read(Path file, ImageShape shape, List<Integer> heads) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (Safetensors open = Safetensors.open(file)) {
            SequencedMap<String, HostTensor> weights = new LinkedHashMap<>(open.tensors());
            boolean sound = new DomainNetwork(shape, heads)
                    .program()
                    .parameters()
                    .mismatches(weights)
                    .isEmpty();
            List<Double> accuracies = Arrays.stream(
                            open.metadata().getOrDefault(ACCURACY, "none").split(" "))
                    .map(Double::valueOf)
                    .toList();
            return sound && accuracies.size() == heads.size()
                    ? Optional.of(new DomainClassifier.Trained(shape, heads, weights, accuracies))
                    : Optional.empty();
        } catch (StudioException | NumberFormatException e) {
            LOG.log(System.Logger.Level.WARNING, "training the classifier again: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    private void keep(Path file, DomainClassifier.Trained trained) {
        try {
            createFolder();
            String accuracies =
                    trained.heldOutAccuracies().stream().map(String::valueOf).collect(Collectors.joining(" "));
            Map<String, String> metadata = Map.of(ACCURACY, accuracies);
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
