package studio.latent.engine.metric;

import studio.latent.engine.tensor.Noise;

/// Row numbers drawn by a seed: the same on every machine, each draw independent of the others.
record SeededRows(long seed) {
    /// Most rows that one draw takes its numbers from.
    private static final long STRIDE = 1L << 32;

    /// `size` different rows of `count`, in random order.
    int[] subset(int draw, int count, int size) {
        if (size > count) {
            throw new IllegalArgumentException("a subset of " + size + " rows does not fit into " + count);
        }
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = i;
        }
        int[] chosen = new int[size];
        for (int i = 0; i < size; i++) {
            int other = i + below(Noise.Stream.SUBSET, draw, i, count - i);
            chosen[i] = rows[other];
            rows[other] = rows[i];
        }
        return chosen;
    }

    /// `count` rows of `count`, with repetition: one replicate of a bootstrap.
    int[] resample(int replicate, int count) {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = below(Noise.Stream.RESAMPLE, replicate, i, count);
        }
        return rows;
    }

    private int below(Noise.Stream stream, int draw, int index, int bound) {
        return (int) (Noise.uniform(seed, stream, draw * STRIDE + index) * bound);
    }
}
