package studio.latent.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.train.Checkpoint;
import studio.latent.engine.train.RunDocument;
import studio.latent.engine.train.RunParent;
import studio.latent.engine.train.TrainingSpec;

/// What a branch takes from its parent and what it has otherwise.
final class BranchPlan {
    private BranchPlan() {}

    /// The branch's document: the parent's with the changes over it.
    ///
    /// **Errors** [BadOption] for a change that would not fit the checkpoint's state.
    static RunDocument document(BranchRequest request, int threads) throws StudioException {
        RunDocument parent = RunDocument.read(request.parent());
        for (String name : request.changes().keySet()) {
            if (!BranchRequest.CHANGEABLE.contains(name)) {
                throw new BadOption(
                        "A branch cannot change '" + name + "': the checkpoint was made with it.",
                        "Change only " + String.join(", ", new TreeSet<>(BranchRequest.CHANGEABLE))
                                + ", or start a new training.");
            }
        }
        Map<String, String> settings = new LinkedHashMap<>(parent.settings());
        settings.putAll(request.changes());
        return new RunDocument(
                parent.type(),
                parent.dataset(),
                parent.channels(),
                parent.height(),
                parent.width(),
                parent.seed(),
                parent.device(),
                threads,
                settings,
                parent.conditions(),
                parent.autoencoder(),
                new RunParent(request.parent().toString(), request.step()),
                parent.layout());
    }

    /// **Errors** [BadOption] when the branch would be at its end already.
    static void requireStepsLeft(BranchRequest request, int steps) throws BadOption {
        if (steps <= request.step()) {
            throw new BadOption(
                    "A branch from step " + request.step() + " with " + steps + " steps in all has nothing left to do.",
                    "Give it more steps, or branch from an earlier checkpoint.");
        }
    }

    /// Where the branch begins: the parent's state, with another learning rate only when one was asked for. A rate
    /// that was changed by hand in the parent stays.
    static Checkpoint start(BranchRequest request, Checkpoint of, TrainingSpec spec) {
        return request.changes().containsKey("learningRate")
                ? new Checkpoint(of.step(), of.imagesSeen(), of.seed(), spec.learningRate(), of.state())
                : of;
    }
}
