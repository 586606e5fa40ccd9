package studio.latent.engine.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import studio.latent.engine.image.ImageShape;

/// What a list of data sets shows of one.
///
/// @param name unique within a library; what `--data` takes
/// @param location file or folder
/// @param count images that can be used
/// @param shape size of the images as stored; when they differ, that of the first
/// @param classes class names in label order; empty without labels
/// @param classCounts images per class, same order
/// @param attributes attribute name → its values in the CSV, in order of first appearance; empty without attributes
/// @param skipped file name → reason, for each image that could not be used
public record DatasetCard(
        String name,
        Path location,
        int count,
        ImageShape shape,
        List<String> classes,
        List<Integer> classCounts,
        Map<String, List<String>> attributes,
        Map<String, String> skipped,
        String licence,
        String description) {}
