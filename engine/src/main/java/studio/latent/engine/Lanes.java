package studio.latent.engine;

import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.Classifiers;
import studio.latent.engine.generate.LaneModels;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.Lane;

/// The lanes of a studio and the models loaded on each.
///
/// The render and background lanes have one thread each: pictures then come out the same whichever of them made
/// them, and a slider stays smooth while the train lane keeps the other cores busy.
final class Lanes implements AutoCloseable {
    /// Gives a job its lane's models.
    @FunctionalInterface
    interface Body<T> {
        T run(JobContext context, LaneModels models) throws StudioException;
    }

    private final Lane render = new Lane(Lane.Kind.RENDER, 1);
    private final Lane train;
    private final Lane metrics;
    private final Lane background = new Lane(Lane.Kind.BACKGROUND, 1);
    private final LaneModels renderModels;
    private final LaneModels backgroundModels;

    /// @param classifiers that sampling can be guided by
    Lanes(String device, int trainThreads, int metricThreads, Classifiers classifiers) {
        this.train = new Lane(Lane.Kind.TRAIN, trainThreads);
        this.metrics = new Lane(Lane.Kind.BACKGROUND, metricThreads);
        this.renderModels = new LaneModels(device, classifiers);
        this.backgroundModels = new LaneModels(device, classifiers);
    }

    Lane train() {
        return train;
    }

    /// For feature networks and statistics: apart from the background lane, so that an export or a sheet of images
    /// waits for no metric.
    Lane metrics() {
        return metrics;
    }

    /// Images that someone waits for, beside those under the hand: whenever the hand moves, such work leaves the
    /// render lane at its next look at the cancellation, and is begun anew when the hand has its image.
    <T> Job<T> render(String name, Body<T> body) {
        Lane.Urgency soon = Lane.Urgency.SOON;
        return Job.start(
                name,
                render.at(soon),
                () -> render.hasMoreUrgentThan(soon),
                context -> body.run(context, renderModels));
    }

    /// Work that may take its time.
    <T> Job<T> background(String name, Body<T> body) {
        return Job.start(name, background.at(Lane.Urgency.SOON), context -> body.run(context, backgroundModels));
    }

    /// Work for the hand: ahead of everything else on the render lane, also of what has begun.
    void onRender(Runnable action) {
        render.submit(Lane.Urgency.NOW, action);
    }

    /// Starts the engine on the render lane while other things go on: the first image then need not wait for it.
    void warmUp() {
        render.submit(Lane.Urgency.NOW, () -> {});
    }

    LaneModels renderModels() {
        return renderModels;
    }

    /// Ends the lanes after what runs now; the process's end frees their memory.
    @Override
    public void close() {
        render.close();
        train.close();
        background.close();
        metrics.close();
    }
}
