package studio.latent.engine.data;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.Background;
import studio.latent.engine.image.ImageFiles;
import studio.latent.engine.image.ImageResize;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;

/// Image files of a collection, decoded and fitted on all cores.
final class DecodedImages implements PixelSource {
    /// Largest image file in a data set; bounds what a zip entry may unpack to.
    static final long MAX_IMAGE_BYTES = 64L << 20;

    /// Images whose headers are read to find out the shape of all.
    private static final int PROBES = 32;

    private final ImageCollection collection;
    private final List<String> names;
    private final DatasetRules rules;
    private final ImageShape shape;
    private final String identity;

    private DecodedImages(
            ImageCollection collection, List<String> names, DatasetRules rules, ImageShape shape, String identity) {
        this.collection = collection;
        this.names = names;
        this.rules = rules;
        this.shape = shape;
        this.identity = identity;
    }

    /// **Errors** [BadDataset] when none of the images can be read
    static DecodedImages of(ImageCollection collection, List<String> names, DatasetRules rules)
            throws BadDataset, IOException {
        ImageShape shape = rules.target() == null ? probe(collection, names) : rules.target();
        String identity = collection.identity() + String.join("\n", names) + "\n" + rules;
        return new DecodedImages(collection, List.copyOf(names), rules, shape, identity);
    }

    private static ImageShape probe(ImageCollection collection, List<String> names) throws BadDataset {
        ImageShape first = null;
        String reason = "";
        int readable = 0;
        for (int i = 0; i < names.size() && readable < PROBES; i++) {
            try {
                ImageShape found = ImageFiles.shape(names.get(i), collection.bytes(names.get(i), MAX_IMAGE_BYTES));
                readable++;
                if (first == null || (first.channels() == 1 && found.channels() == 3)) {
                    ImageShape sides = first == null ? found : first;
                    first = new ImageShape(found.channels(), sides.height(), sides.width());
                }
            } catch (BadImage | IOException e) {
                reason = reason.isEmpty() ? reasonOf(names.get(i), e) : reason;
            }
        }
        if (first == null) {
            throw noneReadable(names.size(), reason);
        }
        return first;
    }

    static BadDataset noneReadable(int count, String reason) {
        return new BadDataset(
                "None of the " + count + " images can be read; the first: " + reason,
                "Choose a data set with PNG, JPEG, BMP, GIF or WebP images.");
    }

    private static String reasonOf(String name, Exception e) {
        return e instanceof BadImage bad
                ? bad.problem()
                : "The image '" + name + "' cannot be read: " + e.getMessage() + ".";
    }

    @Override
    public int candidates() {
        return names.size();
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public SortedMap<Integer, String> decodeInto(PixelSink sink, JobContext context)
            throws IOException, StudioException {
        SortedMap<Integer, String> skipped = new ConcurrentSkipListMap<>();
        Workload workload = new Workload(new AtomicInteger(), new AtomicInteger(), new AtomicBoolean());
        int workers = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, Math.max(names.size(), 1));
        List<Future<?>> running;
        try (ExecutorService executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("decode-", 0).factory())) {
            running = IntStream.range(0, workers)
                    .<Future<?>>mapToObj(worker -> executor.submit(() -> {
                        work(workload, sink, skipped, context);
                        return worker;
                    }))
                    .toList();
        }
        for (Future<?> worker : running) {
            await(worker);
        }
        return new TreeMap<>(skipped);
    }

    /// What the workers share: the next image to take, images done, and whether one of them has failed.
    private record Workload(AtomicInteger next, AtomicInteger done, AtomicBoolean failed) {}

    private void work(Workload workload, PixelSink sink, SortedMap<Integer, String> skipped, JobContext context)
            throws IOException {
        boolean finished = false;
        try {
            int i = workload.next.getAndIncrement();
            while (i < names.size() && !workload.failed.get()) {
                context.checkCancelled();
                decode(i, sink, skipped);
                context.progress("Decoding images", workload.done.incrementAndGet(), names.size());
                i = workload.next.getAndIncrement();
            }
            finished = true;
        } finally {
            if (!finished) {
                workload.failed.set(true);
            }
        }
    }

    private void decode(int i, PixelSink sink, SortedMap<Integer, String> skipped) throws IOException {
        String name = names.get(i);
        Raster raster;
        try {
            byte[] bytes = collection.bytes(name, MAX_IMAGE_BYTES);
            raster = ImageFiles.decode(name, bytes, Background.BLACK);
        } catch (BadImage | IOException e) {
            skipped.put(i, reasonOf(name, e));
            return;
        }
        sink.put(
                i,
                ImageResize.fit(raster, shape, rules.fit(), rules.interpolation())
                        .samples());
    }

    private static void await(Future<?> worker) throws IOException {
        try {
            worker.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while images were decoded", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
