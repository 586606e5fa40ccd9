package studio.latent.engine.train;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.data.EpochOrder;
import studio.latent.engine.data.ImageConditions;
import studio.latent.engine.image.ImageShape;

/// A data set in the run's own order: a permutation an epoch, by seed, and mirrored where the plan says so.
///
/// A share of the images can be kept apart; which ones is a matter of the seed alone, so a run that resumes or
/// branches keeps the same ones apart.
public final class DatasetFeed implements BatchFeed {
    /// More than these are never kept apart: their loss is known well enough.
    public static final int MOST_HELD_OUT = 256;

    /// With fewer, chance would decide; none are kept apart then.
    private static final int FEWEST_HELD_OUT = 8;

    private static final long APART = 0x61706172745f3031L;

    private final Dataset dataset;
    private final EpochOrder order;
    private final int[] trained;
    private final int[] heldOut;
    private final ImageConditions conditions;

    /// @param heldOutPercent share of the images that is kept apart; none are where that would be fewer than eight
    public DatasetFeed(Dataset dataset, long seed, boolean horizontalFlip, int heldOutPercent) {
        this(dataset, seed, horizontalFlip, heldOutPercent, ImageConditions.none());
    }

    /// The same for a model that is told `conditions` of the images.
    public DatasetFeed(
            Dataset dataset, long seed, boolean horizontalFlip, int heldOutPercent, ImageConditions conditions) {
        this.dataset = dataset;
        this.conditions = conditions;
        int count = dataset.count();
        int share = (int) Math.min(MOST_HELD_OUT, (long) count * heldOutPercent / 100);
        EpochOrder split = new EpochOrder(count, seed ^ APART, false);
        heldOut = new int[share < FEWEST_HELD_OUT ? 0 : share];
        boolean[] apart = new boolean[count];
        for (int i = 0; i < heldOut.length; i++) {
            heldOut[i] = split.indexAt(i);
            apart[heldOut[i]] = true;
        }
        trained = new int[count - heldOut.length];
        int next = 0;
        for (int i = 0; i < count; i++) {
            if (!apart[i]) {
                trained[next++] = i;
            }
        }
        order = new EpochOrder(trained.length, seed, horizontalFlip);
    }

    @Override
    public int count() {
        return dataset.count();
    }

    @Override
    public ImageShape shape() {
        return dataset.shape();
    }

    @Override
    public void fill(long imagesSeen, int batch, ByteBuffer target) {
        target.clear();
        for (long position = imagesSeen; position < imagesSeen + batch; position++) {
            dataset.copy(trained[order.indexAt(position)], order.flipAt(position), target);
        }
    }

    @Override
    public void conditions(long imagesSeen, int batch, FloatBuffer target) {
        target.clear();
        for (long position = imagesSeen; position < imagesSeen + batch; position++) {
            target.put(conditions.weights(trained[order.indexAt(position)]));
        }
    }

    @Override
    public void heldOutConditions(int first, int batch, FloatBuffer target) {
        conditions(Arrays.copyOfRange(heldOut, first, first + batch), target);
    }

    @Override
    public void trainedConditions(int first, int batch, FloatBuffer target) {
        conditions(Arrays.copyOfRange(trained, first, first + batch), target);
    }

    private void conditions(int[] images, FloatBuffer target) {
        target.clear();
        for (int image : images) {
            target.put(conditions.weights(image));
        }
    }

    @Override
    public void plain(int first, int batch, ByteBuffer target) {
        target.clear();
        for (int i = 0; i < batch; i++) {
            dataset.copy(first + i, false, target);
        }
    }

    @Override
    public int heldOut() {
        return heldOut.length;
    }

    @Override
    public void heldOut(int first, int batch, ByteBuffer target) {
        copy(Arrays.copyOfRange(heldOut, first, first + batch), target);
    }

    @Override
    public void trained(int first, int batch, ByteBuffer target) {
        copy(Arrays.copyOfRange(trained, first, first + batch), target);
    }

    private void copy(int[] images, ByteBuffer target) {
        target.clear();
        for (int image : images) {
            dataset.copy(image, false, target);
        }
    }
}
