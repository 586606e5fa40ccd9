package studio.latent.engine.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageResize;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.JobContext;

/// The images of an IDX file, read front to back.
final class IdxPixels implements PixelSource {
    private final Path file;
    private final int count;
    private final ImageShape stored;
    private final DatasetRules rules;
    private final ImageShape shape;
    private final String identity;

    private IdxPixels(Path file, int count, ImageShape stored, DatasetRules rules) throws IOException {
        this.file = file;
        this.count = count;
        this.stored = stored;
        this.rules = rules;
        this.shape = rules.target() == null ? stored : rules.target();
        this.identity = String.join(
                "\n",
                "idx",
                file.toRealPath().toString(),
                Long.toString(Files.size(file)),
                Files.getLastModifiedTime(file).toString(),
                rules.toString());
    }

    static IdxPixels open(Path file, DatasetRules rules) throws StudioException, IOException {
        try (IdxFile idx = IdxFile.open(file, 3)) {
            int height = idx.size(1);
            int width = idx.size(2);
            if (height < 1 || width < 1 || height > ImageShape.MAX_SIDE || width > ImageShape.MAX_SIDE) {
                throw new BadDataset(
                        "The images in '" + file.getFileName() + "' are " + width + "×" + height
                                + " pixels, and a side must be within 1 and " + ImageShape.MAX_SIDE + ".",
                        "Choose a file with smaller images.");
            }
            return new IdxPixels(file, idx.size(0), new ImageShape(1, height, width), rules);
        }
    }

    @Override
    public int candidates() {
        return count;
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
        boolean fits = shape.equals(stored);
        byte[] image = new byte[stored.size()];
        try (IdxFile idx = IdxFile.open(file, 3)) {
            for (int i = 0; i < count; i++) {
                context.checkCancelled();
                context.progress("Reading images", i, count);
                idx.readFully(image);
                byte[] samples = fits
                        ? image
                        : ImageResize.fit(new Raster(stored, image), shape, rules.fit(), rules.interpolation())
                                .samples();
                sink.put(i, samples);
            }
            idx.finish();
        }
        context.progress("Reading images", count, count);
        return new TreeMap<>();
    }
}
