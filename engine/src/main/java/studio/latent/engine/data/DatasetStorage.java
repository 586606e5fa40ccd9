package studio.latent.engine.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.job.JobContext;

/// Where decoded images are kept: in memory when they fit a budget, else in a mapped cache file.
///
/// @param cacheFolder made when it is first needed
/// @param memoryBudget bytes of heap that one data set may take
public record DatasetStorage(Path cacheFolder, long memoryBudget) {
    /// A budget of half the heap.
    public static DatasetStorage withCache(Path cacheFolder) {
        return new DatasetStorage(cacheFolder, Runtime.getRuntime().maxMemory() / 2);
    }

    /// Decoded images and the slots that held none: those are closed up, so that image numbers have no gaps.
    record Stored(PixelStore pixels, SortedMap<Integer, String> skipped) {}

    Stored store(PixelSource source, JobContext context) throws StudioException {
        int imageBytes = source.shape().size();
        long bytes = (long) source.candidates() * imageBytes;
        if (bytes > Math.min(memoryBudget, freeMemory() / 4 * 3)) {
            return new PixelCache(cacheFolder, source).open(context);
        }
        PixelSink.Heap heap = PixelSink.Heap.allocate(source.candidates(), imageBytes);
        try {
            SortedMap<Integer, String> skipped = source.decodeInto(heap, context);
            closeGaps(heap, source.candidates(), skipped);
            return new Stored(heap.store(), skipped);
        } catch (IOException e) {
            throw new IllegalStateException("heap memory cannot fail to be written", e);
        }
    }

    static void closeGaps(PixelSink sink, int candidates, SortedMap<Integer, String> skipped) throws IOException {
        int to = 0;
        for (int from = 0; from < candidates; from++) {
            if (!skipped.containsKey(from)) {
                if (from != to) {
                    sink.move(from, to);
                }
                to++;
            }
        }
    }

    private static long freeMemory() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }
}
