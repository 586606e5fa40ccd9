package studio.latent.engine.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import studio.latent.engine.job.JobContext;

/// Numbers over all images of a data set.
///
/// **Units** `mean` and `deviation` per channel with samples scaled to [0, 1]; the deviation is the
/// population's. Sums are taken in whole numbers, so they are exact in any order.
///
/// @param classCounts images per class in label order; empty without labels
/// @param duplicates images that equal an earlier one in every sample
/// @param fingerprint SHA-256 in hexadecimal of shape, samples and labels: equal means the same data
public record DatasetStatistics(
        List<Double> mean, List<Double> deviation, List<Integer> classCounts, int duplicates, String fingerprint) {
    public DatasetStatistics {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        classCounts = List.copyOf(classCounts);
    }

    public static DatasetStatistics of(Dataset dataset, JobContext context) {
        int channels = dataset.shape().channels();
        int plane = dataset.shape().size() / channels;
        long[] sums = new long[channels];
        long[] squares = new long[channels];
        MessageDigest all = Digests.sha256();
        all.update(dataset.shape().toString().getBytes(StandardCharsets.UTF_8));
        Set<ByteBuffer> seen = HashSet.newHashSet(dataset.count());
        for (int i = 0; i < dataset.count(); i++) {
            context.checkCancelled();
            context.progress("Measuring images", i, dataset.count());
            byte[] samples = dataset.image(i).samples();
            for (int p = 0; p < samples.length; p++) {
                int v = samples[p] & 0xff;
                sums[p / plane] += v;
                squares[p / plane] += (long) v * v;
            }
            byte[] digest = Digests.sha256(samples);
            all.update(digest);
            seen.add(ByteBuffer.wrap(digest));
        }
        for (int label : dataset.labels()) {
            all.update(ByteBuffer.allocate(4).putInt(label).array());
        }
        List<Double> mean = new ArrayList<>();
        List<Double> deviation = new ArrayList<>();
        double n = (double) dataset.count() * plane;
        for (int c = 0; c < channels; c++) {
            double m = sums[c] / n;
            mean.add(m / 255);
            deviation.add(Math.sqrt(Math.max(0, squares[c] / n - m * m)) / 255);
        }
        int duplicates = dataset.count() - seen.size();
        String fingerprint = HexFormat.of().formatHex(all.digest());
        return new DatasetStatistics(mean, deviation, dataset.card().classCounts(), duplicates, fingerprint);
    }

    /// Images in the largest class for each in the smallest; 1 is balanced, infinite when a class is empty.
    public double imbalance() {
        if (classCounts.isEmpty()) {
            return 1;
        }
        return (double) Collections.max(classCounts) / Collections.min(classCounts);
    }
}
