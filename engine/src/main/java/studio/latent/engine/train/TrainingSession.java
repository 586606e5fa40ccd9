package studio.latent.engine.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.error.TrainingDiverged;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.train.doctor.Vital;

/// One run from its first step to its model, on the train lane: steps, reports, pictures, checkpoints.
public final class TrainingSession {
    private static final long REPORT_NANOS = 50_000_000L;
    private static final long SPEED_NANOS = 1_000_000_000L;
    private static final long LIVE_NANOS = 2_000_000_000L;

    private final TrainingPlan plan;
    private final BatchFeed feed;
    private final RunFolder folder;
    private final RunControl control;
    private final LiveWeights live;
    private final Consumer<TrainingEvent> listener;

    private final RunDoctor doctor;
    private final TermWindow window = new TermWindow();
    private Map<String, Double> lastTerms = Map.of();
    private long lastReport;
    private long lastSpeed;
    private long lastSpeedImages;
    private long lastLive;
    private boolean stepTooLarge;

    public TrainingSession(
            TrainingPlan plan,
            BatchFeed feed,
            RunFolder folder,
            RunControl control,
            LiveWeights live,
            Consumer<TrainingEvent> listener) {
        this.plan = plan;
        this.feed = feed;
        this.folder = folder;
        this.control = control;
        this.live = live;
        this.listener = listener;
        this.doctor = new RunDoctor(plan.spec());
    }

    /// Runs to the end, to a stop by hand, or to the job's cancellation, which counts as a stop.
    ///
    /// With `resume` it goes on from the newest sound checkpoint, if there is one.
    ///
    /// **Errors** `TrainingDiverged`, `OutOfDeviceMemory`, `DiskFull`, `BadModelFile` for an unusable
    /// checkpoint. What was kept before stays.
    public TrainedModel run(JobContext context, boolean resume) throws StudioException {
        Checkpoints checkpoints = folder.checkpoints();
        try (RunLock _ = RunLock.take(folder.path());
                RunRecorder recorder = folder.recorder(listener)) {
            return run(context, resume, checkpoints, recorder);
        }
    }

    /// The same with the folder this run's own: how it ended before is forgotten, how it fails now is kept.
    private TrainedModel run(JobContext context, boolean resume, Checkpoints checkpoints, RunRecorder recorder)
            throws StudioException {
        try {
            RunFailure.clear(folder.path());
            Optional<Checkpoint> start = Optional.empty();
            if (resume) {
                List<String> remarks = new ArrayList<>();
                start = checkpoints.newest(remarks::add);
                for (String remark : remarks) {
                    recorder.record(new TrainingEvent.Note(0, remark));
                }
                record(
                        recorder,
                        RunDoctor.anew(
                                RunHistory.read(folder.path()),
                                start.map(Checkpoint::step).orElse(0)));
            }
            try (Trainer trainer =
                    start.isPresent() ? Trainer.resumed(plan, feed, start.get()) : Trainer.fresh(plan, feed)) {
                return train(context, trainer, recorder, checkpoints);
            } catch (OutOfDeviceMemory e) {
                throw stepTooLarge
                        ? LargestBatch.told(
                                plan.spec().batch(),
                                plan.model().spec().leastBatch(),
                                batch -> tryStep(context, batch),
                                e)
                        : e;
            }
        } catch (Cancellation.CancelledException e) {
            throw e;
        } catch (StudioException | RuntimeException | Error e) {
            RunFailure.keep(e, new AtomicFile(folder.disk()), folder.path());
            throw e;
        }
    }

    /// One step with another batch, of a run that is thrown away: whether it fits is only known by trying.
    private void tryStep(JobContext context, int batch) throws StudioException {
        context.checkCancelled();
        TrainingSpec smaller = new SpecForm<>(plan.spec()).with(Map.of("batch", Integer.toString(batch)));
        try (Trainer trainer = Trainer.fresh(plan.by(smaller), feed)) {
            trainer.step();
        }
    }

    private TrainedModel train(JobContext context, Trainer trainer, RunRecorder recorder, Checkpoints checkpoints)
            throws StudioException {
        RunPreview preview = new RunPreview(plan, feed);
        int steps = plan.spec().steps();
        recorder.record(new TrainingEvent.StateChanged(trainer.stepsDone(), TrainingState.RUNNING));
        lastSpeed = System.nanoTime();
        lastSpeedImages = trainer.imagesSeen();
        int kept = -1;
        while (trainer.stepsDone() < steps && !isStopped(context)) {
            if (control.isPaused()) {
                pause(context, trainer, recorder);
                continue;
            }
            recordReports(recorder);
            control.takeLearningRate().ifPresent(trainer::learningRate);
            boolean first = trainer.stepsDone() == 0;
            Trainer.StepResult result = step(trainer, recorder);
            window.add(result.terms());
            report(context, trainer, recorder, result, first);
            evaluate(trainer, recorder);
            if (first || result.step() % plan.spec().gridEvery() == 0 || result.step() == steps) {
                for (TrainingEvent picture : preview.look(result.step(), trainer.modelWeights())) {
                    recorder.record(picture);
                }
            }
            if (result.step() % plan.spec().checkpointEvery() == 0) {
                keep(trainer, recorder, checkpoints);
                kept = result.step();
            }
        }
        if (kept != trainer.stepsDone()) {
            keep(trainer, recorder, checkpoints);
        }
        return finish(context, trainer, recorder);
    }

    private void recordReports(RunRecorder recorder) throws StudioException {
        for (TrainingEvent event : control.takeReports()) {
            record(recorder, event);
        }
    }

    /// Records what was found out about the run elsewhere, and what it means for the run's health.
    private void record(RunRecorder recorder, TrainingEvent event) throws StudioException {
        recorder.record(event);
        if (event instanceof TrainingEvent.Measured measured) {
            record(recorder, doctor.measured(measured));
        }
    }

    private static void record(RunRecorder recorder, Optional<TrainingEvent> event) throws StudioException {
        if (event.isPresent()) {
            recorder.record(event.get());
        }
    }

    /// One step and what it means for the run's health.
    private Trainer.StepResult step(Trainer trainer, RunRecorder recorder) throws StudioException {
        try {
            Trainer.StepResult result = trainer.step(RunDoctor.isWatched(trainer.stepsDone()));
            record(recorder, doctor.step(result, trainer.objective()));
            record(recorder, TrainingEvent.Judgements.of(result));
            return result;
        } catch (TrainingDiverged e) {
            recorder.record(doctor.diverged(trainer.stepsDone()));
            throw e;
        } catch (OutOfDeviceMemory e) {
            stepTooLarge = true;
            throw e;
        }
    }

    /// The loss of images that are kept apart, when it is its turn.
    private void evaluate(Trainer trainer, RunRecorder recorder) throws StudioException {
        Optional<HeldOutLoss.Losses> found = trainer.heldOutLosses();
        if (found.isPresent()) {
            HeldOutLoss.Losses losses = found.get();
            int step = trainer.stepsDone();
            recorder.record(new TrainingEvent.Losses(
                    step, trainer.imagesSeen(), Map.of(Vital.HELD_OUT_LOSS.key(), losses.heldOut())));
            record(recorder, doctor.heldOut(step, losses.trained(), losses.heldOut()));
        }
    }

    private boolean isStopped(JobContext context) {
        return control.isStopped() || context.cancellation().isRequested();
    }

    private void pause(JobContext context, Trainer trainer, RunRecorder recorder) throws StudioException {
        recorder.record(new TrainingEvent.StateChanged(trainer.stepsDone(), TrainingState.PAUSED));
        live.publish(trainer.stepsDone(), trainer.modelWeights());
        control.awaitWhilePaused(context.cancellation());
        if (!isStopped(context)) {
            recorder.record(new TrainingEvent.StateChanged(trainer.stepsDone(), TrainingState.RUNNING));
        }
        lastSpeed = System.nanoTime();
        lastSpeedImages = trainer.imagesSeen();
    }

    private void report(
            JobContext context, Trainer trainer, RunRecorder recorder, Trainer.StepResult result, boolean first)
            throws StudioException {
        long now = System.nanoTime();
        int steps = plan.spec().steps();
        boolean last = result.step() == steps;
        if (first || last || now - lastReport >= REPORT_NANOS) {
            lastReport = now;
            lastTerms = window.take();
            recorder.record(new TrainingEvent.Losses(result.step(), result.imagesSeen(), lastTerms));
            context.progress("Training", result.step(), steps);
        }
        if (last || now - lastSpeed >= SPEED_NANOS) {
            double seconds = (now - lastSpeed) / 1e9;
            double imagesPerSecond = (result.imagesSeen() - lastSpeedImages) / seconds;
            double left = (steps - result.step()) * (double) plan.spec().batch() / imagesPerSecond;
            lastSpeed = now;
            lastSpeedImages = result.imagesSeen();
            recorder.record(new TrainingEvent.Speed(
                    result.step(), imagesPerSecond, left, trainer.learningRate(), ResidentMemory.bytes()));
            recorder.record(doctor.report(result.step()));
        }
        if (now - lastLive >= LIVE_NANOS && live.isWanted()) {
            lastLive = now;
            live.publish(result.step(), trainer.modelWeights());
        }
    }

    /// Keeps the state as it is, unless it is spoilt: the sound checkpoints of before stay as they are.
    private void keep(Trainer trainer, RunRecorder recorder, Checkpoints checkpoints) throws StudioException {
        Checkpoint state;
        try {
            state = trainer.checkpoint();
        } catch (TrainingDiverged e) {
            recorder.record(doctor.diverged(trainer.stepsDone()));
            throw e;
        }
        Path file = checkpoints.save(state);
        recorder.record(new TrainingEvent.CheckpointSaved(
                trainer.stepsDone(), file.getFileName().toString()));
    }

    private TrainedModel finish(JobContext context, Trainer trainer, RunRecorder recorder) throws StudioException {
        boolean finished = trainer.stepsDone() >= plan.spec().steps();
        SequencedMap<String, HostTensor> weights = trainer.modelWeights();
        SequencedMap<String, HostTensor> latents = new LinkedHashMap<>();
        live.publish(trainer.stepsDone(), weights);
        recordReports(recorder);
        if (finished) {
            for (TrainingEvent event : live.last(trainer.stepsDone(), weights, context)) {
                record(recorder, event);
            }
        }
        if (finished && plan.model() instanceof Encodes encoder && !encoder.latentIsPicture()) {
            recorder.record(new TrainingEvent.StateChanged(trainer.stepsDone(), TrainingState.FINISHING));
            latents.putAll(LatentFit.fit(plan, weights, feed, context));
        }
        return new TrainedModel(plan.model(), finished, weights, latents, trainer.parameters(), lastTerms);
    }
}
