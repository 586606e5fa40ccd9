package studio.latent.engine.metric;

/// How a [MetricSuite] measures.
///
/// @param seed of everything that is drawn
/// @param level probability of the confidence bands, in (0, 1)
/// @param replicates of bands that cost little, at least 2
/// @param frechetReplicates of the Fréchet distance's band, each as dear as the distance itself; 0 for no band
/// @param kernel subsets of the kernel distance
/// @param projections of the sliced Wasserstein distance, at least 1
public record MetricOptions(
        long seed, double level, int replicates, int frechetReplicates, KernelDistance kernel, int projections) {
    public MetricOptions {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("metric options: level must be within (0, 1), got " + level);
        }
        if (replicates < 2 || frechetReplicates < 0 || frechetReplicates == 1 || projections < 1) {
            throw new IllegalArgumentException("metric options: replicates must be at least 2, those of the Fréchet"
                    + " distance 0 or at least 2, and projections at least 1, got " + replicates + ", "
                    + frechetReplicates + " and " + projections);
        }
    }

    /// Bands of 95 %, from 1000 replicates, and 20 for the Fréchet distance; 100 subsets of 1000; 1000 projections.
    public static MetricOptions standard(long seed) {
        return new MetricOptions(seed, 0.95, 1000, 20, KernelDistance.STANDARD, 1000);
    }

    Bootstrap bootstrap() {
        return new Bootstrap(replicates, level, seed);
    }
}
