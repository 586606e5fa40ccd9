package studio.latent.engine.train;

import java.util.ArrayList;
import java.util.List;

/// Which checkpoints of a run stay: the newest, to resume from, and older ones spread evenly over the run, to look
/// back at and to branch from.
///
/// Of the older ones goes, whenever there are too many, the one that leaves the smallest gap, so that the gaps of a
/// run of any length differ by a factor of two at most.
///
/// @param newest how many of the newest always stay, at least 1
/// @param older how many older ones stay at most
/// @param olderBytes how much room the older ones may take together
record CheckpointRetention(int newest, int older, long olderBytes) {
    static final CheckpointRetention DEFAULT = new CheckpointRetention(2, 20, 1L << 30);

    CheckpointRetention {
        if (newest < 1 || older < 0 || olderBytes < 0) {
            throw new IllegalArgumentException("newest must be at least 1, older and olderBytes at least 0, got "
                    + newest + ", " + older + ", " + olderBytes);
        }
    }

    /// The checkpoints to drop. `all` is in order of the steps.
    List<KeptCheckpoint> surplus(List<KeptCheckpoint> all) {
        List<KeptCheckpoint> left = new ArrayList<>(all);
        List<KeptCheckpoint> surplus = new ArrayList<>();
        while (isTooMuch(left)) {
            surplus.add(left.remove(leastMissed(left)));
        }
        return surplus;
    }

    private boolean isTooMuch(List<KeptCheckpoint> left) {
        int count = left.size() - newest;
        if (count <= 0) {
            return false;
        }
        long bytes =
                left.subList(0, count).stream().mapToLong(KeptCheckpoint::bytes).sum();
        return count > older || bytes > olderBytes;
    }

    private int leastMissed(List<KeptCheckpoint> left) {
        int least = 0;
        int smallest = Integer.MAX_VALUE;
        for (int i = 0; i < left.size() - newest; i++) {
            int before = i == 0 ? 0 : left.get(i - 1).step();
            int gap = left.get(i + 1).step() - before;
            if (gap < smallest) {
                smallest = gap;
                least = i;
            }
        }
        return least;
    }
}
