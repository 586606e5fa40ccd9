package studio.latent.engine.generate;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.InLatentSpace;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.Taught;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Program;
import studio.latent.engine.sample.FlowLikelihood;
import studio.latent.engine.sample.Samples;
import studio.latent.engine.sample.SeededNoise;
import studio.latent.engine.sample.SigmaGrid;
import studio.latent.engine.sample.SigmaSchedule;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Noise;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// Log-likelihoods of single images under a model that denoises, on the lane that made it.
///
/// The model is asked without a wish. Its slope is a gradient of its network, so it has a script of its own
/// beside the one that samples.
public final class DensityOnLane implements AutoCloseable {
    /// The output and what a direction is pulled back to through the network's slope.
    private static final String SLOPE = """
              def slope(self: __torch__.M, p: List[Tensor], b: List[Tensor], x: Tensor, t: Tensor, %sv: Tensor) -> List[Tensor]:
                out = ((self).denoise(p, b, x, t%s))[0]
                gs = torch.grad([out], [x], annotate(List[Optional[Tensor]], [v]), None, False, False)
                return [torch.detach(out), unchecked_cast(Tensor, gs[0])]
            """;

    private final Scope scope = new Scope();
    private final ComputeDevice device;
    private final ImageShape shape;
    private final Denoises model;
    private final DenoiseCall call;
    private final Script script;
    private final TensorList weights;
    private final TensorList buffers;

    private DensityOnLane(
            ModelDefinition definition,
            Denoises model,
            Map<String, HostTensor> values,
            ComputeDevice device,
            Program program) {
        this.device = device;
        this.shape = definition.spec().image();
        this.model = model;
        this.call = new DenoiseCall(model, device);
        this.script = Script.compile(scope, device, Script.Mode.GRADIENT, program.text());
        this.weights = LaneWeights.list(scope, device, program.parameters().trained(), values);
        this.buffers = LaneWeights.list(scope, device, program.parameters().buffers(), values);
    }

    /// Puts a model on the calling lane.
    ///
    /// **Errors** [IncompatibleModel] for a model that does not denoise images, and for weights that do not fit.
    public static DensityOnLane load(ModelDefinition definition, Map<String, HostTensor> weights, ComputeDevice device)
            throws IncompatibleModel {
        Denoises model = flowing(definition);
        Program program = program(model);
        LaneWeights.requireFit(program, weights);
        return new DensityOnLane(definition, model, weights, device, program);
    }

    private static Denoises flowing(ModelDefinition definition) throws IncompatibleModel {
        if (!(definition instanceof Denoises model)) {
            throw new IncompatibleModel(
                    "This model carries no image to noise and back, so it has no likelihood by that way.",
                    "Choose a diffusion model of pixels.");
        }
        if (definition instanceof InLatentSpace) {
            throw new IncompatibleModel(
                    "This model carries latents to noise and back; its images come out of a decoder, which gives"
                            + " pixels no density.",
                    "Measure it by distances, such as frechet-distance, or choose a diffusion model of pixels.");
        }
        if (definition instanceof Taught) {
            throw new IncompatibleModel(
                    "A few-step student jumps to its image: it was not taught the flow between image and noise that a"
                            + " likelihood is found along.",
                    "Measure its teacher.");
        }
        if (model.selfConditioned()) {
            throw new IncompatibleModel(
                    "A self-conditioned model is shown its last estimate, so its way depends on the steps that are taken"
                            + " and is no flow that a likelihood could be found along.",
                    "Measure it by distances, such as frechet-distance, or train it with selfConditioning=off.");
        }
        return model;
    }

    private static Program program(Denoises model) {
        Program program = DenoiseCall.write(model, new Program(Graph.Precision.FLOAT32));
        return program.raw(model.conditionRows() > 0 ? SLOPE.formatted("c: Tensor, ", ", c") : SLOPE.formatted("", ""));
    }

    /// The log-density of one image at the model's least noise, in nats and data units, with its bytes spread
    /// uniformly over their intervals.
    ///
    /// @param seed of that spread and of the estimate's signs; the mean over seeds is the image's
    /// @param steps of the solver, four evaluations each
    /// @param cancellation is read before each evaluation
    public double logDensity(Raster image, long seed, int steps, Cancellation cancellation) throws StudioException {
        if (!image.shape().equals(shape)) {
            throw new IncompatibleModel(
                    "The image is " + image + ", the model takes " + shape + ".", "Fit the images to the model first.");
        }
        double[] values = new double[shape.size()];
        Arrays.setAll(values, i -> {
            double within = Noise.uniform(seed, Noise.Stream.RESAMPLE, i) - 0.5;
            return ((image.samples()[i] & 0xff) + within) / 127.5 - 1;
        });
        Samples x = new Samples(new int[] {1, shape.channels(), shape.height(), shape.width()}, values);
        SigmaGrid grid = SigmaSchedule.EXPONENTIAL.grid(model.preconditioning().schedule(), steps + 1);
        Samples signs = FlowLikelihood.signs(SeededNoise.of(seed), 0, x.shape());
        FlowLikelihood.Sloped denoiser = FlowLikelihood.of(model.preconditioning(), (input, time, direction) -> {
            cancellation.check();
            return slope(input, time, direction);
        });
        return FlowLikelihood.logDensity(denoiser, x, grid, signs)[0];
    }

    private FlowLikelihood.Answer slope(Samples input, double time, Samples direction) throws OutOfDeviceMemory {
        try (Scope step = new Scope()) {
            Tensor x = Tensor.of(step, device, input.toFloats(0, input.count())).asParameter();
            List<float[]> unasked = Collections.nCopies(input.count(), model.unconditional());
            List<Argument> arguments = call.arguments(step, weights, buffers, x, time, unasked);
            arguments.add(Tensor.of(step, device, direction.toFloats(0, direction.count())));
            List<Tensor> answers = script.callList(step, "slope", arguments.toArray(Argument[]::new));
            return new FlowLikelihood.Answer(
                    Samples.of(answers.get(0).toHost()),
                    Samples.of(answers.get(1).toHost()));
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
