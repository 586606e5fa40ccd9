package studio.latent.engine.generate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.model.ClassifiesNoisy;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.sample.Samples;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// A classifier of noised samples on the lane that made it: what it says of them, and where that grows.
///
/// The slope is a gradient of its network, so its script is one that records gradients. Each sample is looked at on
/// its own, so that its slope depends on it alone.
public final class ClassifierOnLane implements AutoCloseable {
    private static final String METHOD = "judge";

    /// What is said of x, weighted and added up, and its gradient.
    private static final String SLOPE = """
              def slope(self: __torch__.M, p: List[Tensor], b: List[Tensor], x: Tensor, t: Tensor, s: Tensor, w: Tensor) -> List[Tensor]:
                all = ((self).judge(p, b, x, t, s))[0]
                said = torch.sum(torch.mul(all, w), [1])
                gs = torch.grad([torch.sum(said)], [x], None, None, False, False)
                return [torch.detach(said), unchecked_cast(Tensor, gs[0])]
            """;

    private final Scope scope = new Scope();
    private final ComputeDevice device;
    private final ClassifiesNoisy classifier;
    private final Script script;
    private final TensorList weights;
    private final TensorList buffers;

    /// What was found of samples. **Shapes** `said: [N]`, `slope` as the samples.
    ///
    /// @param said the wished-for logarithms of probabilities, weighted and added up, in nats
    /// @param slope of that by the samples, in nats for a unit of the data
    public record Judgement(double[] said, Samples slope) {}

    private ClassifierOnLane(
            ClassifiesNoisy classifier, Map<String, HostTensor> values, ComputeDevice device, Program program) {
        this.device = device;
        this.classifier = classifier;
        this.script = Script.compile(scope, device, Script.Mode.GRADIENT, program.text());
        this.weights = LaneWeights.list(scope, device, program.parameters().trained(), values);
        this.buffers = LaneWeights.list(scope, device, program.parameters().buffers(), values);
    }

    /// Puts a classifier on the calling lane.
    ///
    /// **Errors** [IncompatibleModel] for weights that do not fit.
    public static ClassifierOnLane load(
            ClassifiesNoisy classifier, Map<String, HostTensor> weights, ComputeDevice device)
            throws IncompatibleModel {
        SampleShape shape = classifier.sampleShape();
        Program program = new Program(Graph.Precision.FLOAT32)
                .method(METHOD, Graph.Mode.INFERENCE, List.of("x", "t", "s"), List.of(), g -> {
                    Value x = g.input("x", Value.BATCH, shape.channels(), shape.height(), shape.width());
                    return List.of(
                            classifier.logProbabilities(g, x, g.input("t", Value.BATCH), g.input("s", Value.BATCH)));
                })
                .raw(SLOPE);
        LaneWeights.requireFit(program, weights);
        return new ClassifierOnLane(classifier, weights, device, program);
    }

    public ClassifiesNoisy classifier() {
        return classifier;
    }

    /// What the classifier says of x = x0 + sigma·noise, and the gradient of that.
    ///
    /// **Shapes** `x: [N, …]`; `wished: [conditions]` weights of what is wished for. **Units** sigma in data units.
    public Judgement judge(Samples x, double sigma, float[] wished) throws OutOfDeviceMemory {
        double signal = classifier.schedule().signal(sigma);
        double[] slopes = new double[x.values().length];
        double[] said = new double[x.count()];
        for (int i = 0; i < said.length; i++) {
            try (Scope step = new Scope()) {
                HostTensor scaled = scaled(x, i, signal);
                List<Tensor> answers = script.callList(
                        step,
                        "slope",
                        weights,
                        buffers,
                        Tensor.of(step, device, scaled).asParameter(),
                        number(step, classifier.schedule().time(sigma)),
                        number(step, ClassifiesNoisy.trust(sigma)),
                        Tensor.of(step, device, new HostTensor(new int[] {1, wished.length}, wished)));
                said[i] = answers.get(0).toHost().values()[0];
                float[] slope = answers.get(1).toHost().values();
                for (int k = 0; k < slope.length; k++) {
                    slopes[i * slope.length + k] = signal * slope[k]; // the network saw signal·x
                }
            }
        }
        return new Judgement(said, new Samples(x.shape(), slopes));
    }

    /// One sample as the network sees it.
    private static HostTensor scaled(Samples x, int place, double signal) {
        HostTensor one = x.toFloats(place, 1);
        float[] values = new float[one.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (signal * x.values()[place * values.length + k]);
        }
        return new HostTensor(one.shape(), values);
    }

    /// The weights of wishes as [#judge] takes them: without the
    /// place of no wish.
    ///
    /// **Errors** [BadOption] for a wish that the classifier does not know.
    float[] wished(Map<String, Double> wishes) throws BadOption {
        return Arrays.copyOf(
                classifier.conditionOf(wishes), classifier.conditions().size());
    }

    private Tensor number(Scope step, double value) {
        return Tensor.of(step, device, new HostTensor(new int[] {1}, new float[] {(float) value}));
    }

    /// Frees the weights and the script.
    @Override
    public void close() {
        scope.close();
    }
}
