package studio.latent.engine.data;

/// The order in which training sees the images: a fresh shuffle each epoch, computed from the position alone.
///
/// Nothing is remembered, so training that resumes after `imagesSeen` images goes on exactly where it stopped.
/// The shuffle is a keyed permutation: a Feistel network over the least power of two that holds the count,
/// walked until the value falls below the count.
///
/// **Source** Black and Rogaway, "Ciphers with arbitrary finite domains", 2002, method 2 (cycle walking)
///
/// @param count images in the data set
/// @param flips whether each image is mirrored on every other occasion, by chance
public record EpochOrder(int count, long seed, boolean flips) {
    private static final int ROUNDS = 10;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final long FLIP_STREAM = 0x666c6970L;

    public EpochOrder {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, got " + count);
        }
    }

    /// Number of whole epochs before a position.
    public long epochAt(long imagesSeen) {
        return imagesSeen / count;
    }

    /// The image at a position: each of `[0, count)` once in every epoch.
    public int indexAt(long imagesSeen) {
        if (imagesSeen < 0) {
            throw new IllegalArgumentException("imagesSeen must not be negative, got " + imagesSeen);
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
        long key = mix(mix(seed) + (epochAt(imagesSeen) + 1) * GOLDEN);
        int value = (int) (imagesSeen % count);
        do {
            value = permute(value, bits, key);
        } while (value >= count);
        return value;
    }

    /// Whether the image at a position is mirrored.
    public boolean flipAt(long imagesSeen) {
        return flips && (mix(mix(seed ^ FLIP_STREAM) + imagesSeen * GOLDEN) & 1) == 1;
    }

    /// Feistel rounds that take turns on the low and the high bits; the halves may differ by one bit.
    private static int permute(int value, int bits, long key) {
        int lowBits = (bits + 1) / 2;
        int lowMask = (1 << lowBits) - 1;
        int highMask = (1 << (bits - lowBits)) - 1;
        int low = value & lowMask;
        int high = value >>> lowBits;
        for (int round = 0; round < ROUNDS; round += 2) {
            low ^= (int) mix(key + ((long) round << 32 | high)) & lowMask;
            high ^= (int) mix(key + ((long) (round + 1) << 32 | low)) & highMask;
        }
        return high << lowBits | low;
    }

    /// The finaliser of SplitMix64: every input bit changes half of the output bits.
    private static long mix(long value) {
        long z = value + GOLDEN;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
