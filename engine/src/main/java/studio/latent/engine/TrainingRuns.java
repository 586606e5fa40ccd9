package studio.latent.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import studio.latent.engine.job.Job;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.Setting;
import studio.latent.engine.train.TrainingRequest;
import studio.latent.engine.train.doctor.Remedy;

/// Trainings: what can be trained, and the runs of this process.
public interface TrainingRuns {
    /// Names of the model types that can be trained, in the catalogue's order.
    List<String> types();

    List<Preset> presets(String type);

    /// Every setting of a type with its default and range; a form or `--set` offers exactly these.
    List<Setting> settings(String type);

    /// Checks the request, opens the data and starts. The job ends when the run has begun; a wrong setting, an
    /// unusable data set or a folder in use fails it with the reason.
    Job<TrainingRun> start(TrainingRequest request);

    /// Goes on from the newest sound checkpoint in `folder`, as if the run had never stopped.
    Job<TrainingRun> resume(Path folder);

    /// Starts a new run that goes on from a checkpoint of another, with full state: with nothing changed it
    /// computes what the other one did (same device, same number of threads).
    Job<TrainingRun> branch(BranchRequest request);

    /// What earlier runs have left in their folders.
    RunArchive archive();

    /// Does what a finding's remedy says with a new run in the old one's place, which is stopped first and kept:
    /// going on from a checkpoint of before the finding, or from the start. The job ends when the new run has
    /// begun; a remedy that is advice only, or that only stops, fails it. A run out of the [#archive] can be
    /// treated as well.
    Job<TrainingRun> treat(TrainingRun run, Remedy remedy);

    /// Starts a new run beside another that is over, from the start, with these settings changed: with a batch that
    /// fits, for one that a full device has ended. A run out of the [#archive] will do as well.
    Job<TrainingRun> anew(TrainingRun run, Map<String, String> changes);

    /// Runs started in this process, newest first.
    List<TrainingRun> runs();
}
