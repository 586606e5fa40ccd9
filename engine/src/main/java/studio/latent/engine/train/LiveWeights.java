package studio.latent.engine.train;

import java.util.List;
import java.util.Map;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.tensor.HostTensor;

/// Takes copies of a run's weights while it goes.
public interface LiveWeights {
    /// Whether anyone looks; asked at step boundaries, a copy is only made when it is true.
    boolean isWanted();

    /// A copy made at a step boundary.
    void publish(int step, Map<String, HostTensor> weights);

    /// The weights at the end of a run that was not stopped; returns what is to be recorded of them.
    default List<TrainingEvent> last(int step, Map<String, HostTensor> weights, JobContext context) {
        return List.of();
    }
}
