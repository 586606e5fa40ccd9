package studio.latent.engine.train;

import java.nio.ByteBuffer;
import studio.latent.engine.data.Dataset;
import studio.latent.engine.data.EpochOrder;
import studio.latent.engine.image.ImageShape;

/// A data set in the run's own order: a permutation an epoch, by seed, and mirrored where the plan says so.
public final class DatasetFeed implements BatchFeed {
    private final Dataset dataset;
    private final EpochOrder order;

    public DatasetFeed(Dataset dataset, long seed, boolean horizontalFlip) {
        this.dataset = dataset;
        this.order = new EpochOrder(dataset.count(), seed, horizontalFlip);
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
        dataset.copyBatch(order, imagesSeen, batch, target);
    }

    @Override
    public void plain(int first, int batch, ByteBuffer target) {
        target.clear();
        for (int i = 0; i < batch; i++) {
            dataset.copy(first + i, false, target);
        }
    }
}
