package studio.latent.engine.generate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.data.ConditionName;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.model.Conditional;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.Encodes;
import studio.latent.engine.model.HasStyles;
import studio.latent.engine.model.InLatentSpace;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.Taught;
import studio.latent.engine.nn.Border;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.sample.ClassifierGuidance;
import studio.latent.engine.sample.Denoiser;
import studio.latent.engine.sample.DeviceNetwork;
import studio.latent.engine.sample.Samples;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// A model ready for use on the lane that made it: weights on the device, networks compiled for inference.
///
/// Latents are decoded one at a time: a network's last bits can depend on the size of its batch, and a picture must
/// depend on its latent alone. Convolution weights are kept channels-last, which this engine runs faster.
public final class ModelOnLane implements AutoCloseable {
    private static final String CHANNELS_LAST = """
          def channels_last(self: __torch__.M, p: List[Tensor], b: List[Tensor]) -> List[Tensor]:
            out = annotate(List[Tensor], [])
            for i in range(torch.len(p)):
              w = p[i]
              c = w
              if torch.eq(torch.dim(w), 4):
                c = torch.contiguous(w, memory_format=2)
              _0 = torch.append(out, c)
            return out
        """;

    private final Scope scope;
    private final ComputeDevice device;
    private final ImageShape shape;
    private final int latentDimension;
    private final ModelDefinition definition;
    private final Script script;
    private final TensorList weights;
    private final TensorList buffers;
    private final LaneNetwork network;
    private final @Nullable OneStepDecoder decoder;
    private final Slopes slopes;
    private final @Nullable StylesOnLane styles;

    /// Compiled when someone looks into the layers for the first time.
    private @Nullable FeaturesOnLane features;

    /// The same networks for images whose opposite borders fit; compiled when the first is asked for.
    private @Nullable Script tiled;

    /// The slope of a classifier for sampling of a model, by settings that name one.
    @FunctionalInterface
    interface Slopes {
        ClassifierGuidance.Slope of(Denoises model, SamplerSettings settings) throws StudioException;
    }

    private ModelOnLane(
            Scope scope,
            ModelDefinition definition,
            Map<String, HostTensor> values,
            ComputeDevice device,
            Program program,
            Slopes slopes)
            throws OutOfDeviceMemory {
        this.scope = scope;
        this.slopes = slopes;
        this.definition = definition;
        this.device = device;
        this.shape = definition.spec().image();
        this.latentDimension = definition.spec().latentDimension();
        this.script = Script.compile(scope, device, Script.Mode.INFERENCE, program.text());
        ParameterTable table = program.parameters();
        TensorList plain = LaneWeights.list(scope, device, table.trained(), values);
        TensorList plainBuffers = LaneWeights.list(scope, device, table.buffers(), values);
        this.weights = new TensorList(scope, script.callList(scope, "channels_last", plain, plainBuffers));
        this.buffers = new TensorList(scope, script.callList(scope, "channels_last", plainBuffers, plainBuffers));
        this.network = new LaneNetwork(script, weights, buffers, device);
        OneStepDecoder inOneStep = definition instanceof Decodes decodes
                ? new OneStepDecoder(decodes, device, latentDimension, shape)
                : null;
        this.decoder = inOneStep;
        this.styles = inOneStep != null && definition instanceof HasStyles has
                ? new StylesOnLane(has, latentDimension, network, inOneStep)
                : null;
    }

    /// Puts a model on the calling lane.
    ///
    /// **Errors** [IncompatibleModel] when `weights` lacks an array or has one of another shape;
    /// [OutOfDeviceMemory].
    public static ModelOnLane load(ModelDefinition definition, Map<String, HostTensor> weights, ComputeDevice device)
            throws IncompatibleModel, OutOfDeviceMemory {
        return load(definition, weights, device, (_, settings) -> {
            throw new IncompatibleModel(
                    "The classifier '" + settings.steering().classifier().name() + "' is not at hand here.",
                    "Leave the classifier out.");
        });
    }

    /// The same for a lane that has classifiers.
    static ModelOnLane load(
            ModelDefinition definition, Map<String, HostTensor> weights, ComputeDevice device, Slopes slopes)
            throws IncompatibleModel, OutOfDeviceMemory {
        Program program = inference(definition, Border.ZEROS);
        LaneWeights.requireFit(program, weights);
        Scope scope = new Scope();
        try {
            return new ModelOnLane(scope, definition, weights, device, program, slopes);
        } catch (OutOfDeviceMemory.Unchecked e) {
            scope.close();
            throw e.fault();
        } catch (OutOfDeviceMemory | RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    /// The methods of a model in use: `decode` from latents and `encode` from images, both as bytes and floats;
    /// `denoise`, and `picture` from what was denoised and `moments` of an image for it.
    private static Program inference(ModelDefinition definition, Border border) {
        ImageShape image = definition.spec().image();
        Program program = new Program(Graph.Precision.FLOAT32, border);
        if (definition instanceof Decodes decodes) {
            OneStepDecoder.write(program, decodes, definition.spec().latentDimension());
        }
        if (definition instanceof Encodes encoder) {
            program.method("encode", Graph.Mode.INFERENCE, List.of("x"), List.of(), g -> {
                Value x = g.input("x", Value.BATCH, image.channels(), image.height(), image.width());
                return List.of(encoder.encode(g, g.unitFloats(x)));
            });
        }
        if (definition instanceof Denoises denoising) {
            DenoiseCall.write(denoising, program);
        }
        if (definition instanceof InLatentSpace space) {
            SampleShape latent = space.latentShape();
            program.method("picture", Graph.Mode.INFERENCE, List.of("x"), List.of(), g -> {
                Value x = g.input("x", Value.BATCH, latent.channels(), latent.height(), latent.width());
                return List.of(g.unitBytes(space.picture(g, x)));
            });
            program.method("moments", Graph.Mode.INFERENCE, List.of("x"), List.of(), g -> {
                Value x = g.input("x", Value.BATCH, image.channels(), image.height(), image.width());
                return List.of(space.moments(g, g.unitFloats(x)));
            });
        }
        return program.raw(CHANNELS_LAST);
    }

    /// Whether it makes images from latents, in one step or in many.
    public static boolean makesImages(ModelDefinition definition) {
        return definition instanceof Decodes || definition instanceof Denoises;
    }

    /// Settings for the image at `place` of many that shall show all that the model makes, in few steps: each of
    /// its classes in turn. Attributes are not wished for.
    public SamplerSettings inTurn(int place) {
        SamplerSettings few = SamplerSettings.usualOf(definition).inAtMost(SamplerSettings.FAST.steps());
        List<String> names = definition instanceof Conditional told ? told.conditions() : List.of();
        return ConditionName.areClasses(names) ? few.wishing(names.get(place % names.size())) : few;
    }

    /// The image of a latent; of a model that denoises, by the usual sampler and without a wish.
    ///
    /// **Errors** [IncompatibleModel] if the model makes no images or the latent has another dimension.
    public Raster decode(Latent latent) throws StudioException {
        return decode(latent, SamplerSettings.usualOf(definition), new Cancellation());
    }

    /// The image of a latent, by these settings where the model samples in steps.
    ///
    /// **Errors** as [#decode(Latent)]; [studio.latent.engine.error.BadOption] for a sampler or a wish that is not
    /// known. Cancelled sampling leaves at its next step.
    public Raster decode(Latent latent, SamplerSettings settings, Cancellation cancellation) throws StudioException {
        return decode(latent, settings, cancellation, _ -> {});
    }

    /// The same, with a watcher that sees each step of a model that samples in steps, on the calling thread.
    public Raster decode(
            Latent latent, SamplerSettings settings, Cancellation cancellation, Consumer<SamplingStep> watcher)
            throws StudioException {
        requireFit(latent);
        if (definition instanceof Denoises denoising) {
            return sampling(denoising, settings).image(latent, settings, cancellation, watcher);
        }
        if (decoder == null) {
            throw new IncompatibleModel("This model makes no images from latents.", "Choose a model that decodes.");
        }
        if (settings.styling().movesMaps()) {
            return looking(settings).image(latent, settings);
        }
        if (settings.styling().needsStyles()) {
            return styles().image(latent, settings);
        }
        try (Scope step = new Scope()) {
            Tensor pixels = network.call(step, OneStepDecoder.METHOD, decoder.arguments(step, latent, settings))
                    .getFirst();
            return new Raster(shape, pixels.toBytes());
        }
    }

    /// The styles of the model's layers.
    ///
    /// **Errors** [IncompatibleModel] for a model without styles.
    public StylesOnLane styles() throws IncompatibleModel {
        if (styles == null) {
            throw new IncompatibleModel(
                    "This model has no styles, so none can be mixed and its layers have no noise.",
                    "Choose a model of the type style-gan.");
        }
        return styles;
    }

    /// What a layer makes on the way to the image of a latent.
    ///
    /// **Errors** as [#decode(Latent, SamplerSettings, Cancellation)]; [IncompatibleModel] for a model whose layers
    /// cannot be looked into, [studio.latent.engine.error.BadOption] for a layer that is not one of
    /// [FeatureLayer#of].
    public FeatureMaps features(Latent latent, SamplerSettings settings, String layer) throws StudioException {
        requireFit(latent);
        return looking(settings).maps(latent, settings, layer);
    }

    /// The network whose layers can be looked into and moved.
    private FeaturesOnLane looking(SamplerSettings settings) throws IncompatibleModel {
        if (decoder == null || !(definition instanceof Decodes decodes)) {
            throw new IncompatibleModel(
                    "The layers of this model cannot be looked into.", "Choose a model that decodes in one step.");
        }
        if (styles == null && settings.styling().needsStyles()) {
            styles();
        }
        FeaturesOnLane known = features;
        if (known == null) {
            known = FeaturesOnLane.compile(scope, decodes, network, decoder, styles);
            features = known;
        }
        return known;
    }

    /// What sampling ended at, as an image.
    private Raster pixels(Script used, Samples sample) throws OutOfDeviceMemory {
        if (!(definition instanceof InLatentSpace)) {
            return NoiseToImage.raster(shape, sample);
        }
        try (Scope step = new Scope()) {
            Tensor x = Tensor.of(step, device, sample.toFloats(0, 1));
            return new Raster(
                    shape,
                    used.callList(step, "picture", weights, buffers, x)
                            .getFirst()
                            .toBytes());
        }
    }

    /// The image of a latent, begun with noise or with another image.
    ///
    /// **Errors** as [#decode(Latent, SamplerSettings, Cancellation)] and [#edit].
    public Raster render(Latent latent, Rendering rendering, Cancellation cancellation, Consumer<SamplingStep> watcher)
            throws StudioException {
        EditSource source = rendering.source();
        try {
            return source == null
                    ? decode(latent, rendering.sampling(), cancellation, watcher)
                    : edit(source, latent, rendering.sampling(), cancellation, watcher);
        } catch (OutOfDeviceMemory | OutOfDeviceMemory.Unchecked e) {
            throw new OutOfDeviceMemory(
                    "The device ran out of memory while it made a single image.",
                    "Images are made one at a time, so fewer of them need no less: close other programs that use the"
                            + " device, compute on the CPU, or choose a smaller model.",
                    e);
        }
    }

    /// An image made from another one and the noise of a latent.
    ///
    /// **Errors** [IncompatibleModel] for a model that does not denoise, and for an image or a latent of another
    /// shape; else as [#decode(Latent, SamplerSettings, Cancellation)].
    public Raster edit(
            EditSource source,
            Latent noise,
            SamplerSettings settings,
            Cancellation cancellation,
            Consumer<SamplingStep> watcher)
            throws StudioException {
        if (!(definition instanceof Denoises denoising)) {
            throw new IncompatibleModel(
                    "This model makes its images in one step, so it cannot change one.", "Choose a diffusion model.");
        }
        requireFit(noise);
        requireFit(source.image());
        return sampling(denoising, settings)
                .edited(source, sample(source.image()), noise, settings, cancellation, watcher);
    }

    /// The noise that a deterministic sampler makes this image of: a latent as any other.
    ///
    /// The watcher sees the way up: step 1 is the image's.
    ///
    /// **Errors** [IncompatibleModel] for a model without such a way and for an image of another shape;
    /// [studio.latent.engine.error.BadOption] for a sampler without a way back, and where the way does not
    /// converge.
    public FoundNoise noiseOf(
            Raster image, SamplerSettings settings, Cancellation cancellation, Consumer<SamplingStep> watcher)
            throws StudioException {
        Denoises denoising = requireFlow(definition);
        requireFit(image);
        return sampling(denoising, settings).inverted(sample(image), settings, cancellation, watcher);
    }

    /// **Errors** [IncompatibleModel] for a model that carries no image to noise and back.
    static Denoises requireFlow(ModelDefinition definition) throws IncompatibleModel {
        if (!(definition instanceof Denoises denoising)) {
            throw new IncompatibleModel(
                    "This model makes its images in one step, so no way leads from an image back to noise.",
                    "Choose a diffusion model.");
        }
        if (definition instanceof Taught) {
            throw new IncompatibleModel(
                    "A few-step student jumps to its image: it was not taught the way between image and noise.",
                    "Open its teacher.");
        }
        if (denoising.selfConditioned()) {
            throw new IncompatibleModel(
                    "A self-conditioned model is shown its last estimate, so its way from noise to an image cannot be"
                            + " gone back.",
                    "Use the image with a strength instead, or choose a model that was trained without"
                            + " self-conditioning.");
        }
        return denoising;
    }

    private void requireFit(Raster image) throws IncompatibleModel {
        if (!image.shape().equals(shape)) {
            throw new IncompatibleModel(
                    "The image is " + image + ", the model makes " + shape + ".", "Fit the image to the model first.");
        }
    }

    /// An image where sampling takes place: itself, or the mean of what the model's own encoder says of it.
    private Samples sample(Raster image) throws OutOfDeviceMemory {
        if (!(definition instanceof InLatentSpace space)) {
            return NoiseToImage.sample(image);
        }
        SampleShape latent = space.latentShape();
        ByteBuffer bytes = ByteBuffer.allocateDirect(shape.size()).order(ByteOrder.nativeOrder());
        bytes.put(0, image.samples());
        try (Scope step = new Scope()) {
            Tensor x = Tensor.wrapBytes(step, device, bytes, 1, shape.channels(), shape.height(), shape.width());
            float[] moments = script.callList(step, "moments", weights, buffers, x)
                    .getFirst()
                    .toHost()
                    .values();
            double[] mean = new double[latent.size()];
            Arrays.setAll(mean, i -> moments[i]);
            return new Samples(new int[] {1, latent.channels(), latent.height(), latent.width()}, mean);
        }
    }

    private void requireFit(Latent latent) throws IncompatibleModel {
        if (latent.dimension() != latentDimension) {
            throw new IncompatibleModel(
                    "The latent has " + latent.dimension() + " numbers, this model's latents have " + latentDimension
                            + ".",
                    "Encode the image with this model, or open the model that the latent came from.");
        }
    }

    /// **Errors** [IncompatibleModel] for a tile by a network that has no borders of its own to fit.
    private NoiseToImage sampling(Denoises denoising, SamplerSettings settings) throws IncompatibleModel {
        if (settings.tiled() && !denoising.tiles()) {
            throw new IncompatibleModel(
                    "The network of this model is a transformer, which sees no borders: its images cannot be made to"
                            + " fit side by side.",
                    "Leave --tile out, or in the window 'seamless tile' off, or choose a diffusion model of"
                            + " convolutions (network=unet).");
        }
        Script used = settings.tiled() ? tiledScript() : script;
        DenoiseCall call = new DenoiseCall(denoising, device);
        return new NoiseToImage(
                denoising,
                conditions -> network(used, call, conditions),
                sample -> pixels(used, sample),
                wished -> slopes.of(denoising, wished));
    }

    private Script tiledScript() {
        Script known = tiled;
        if (known == null) {
            String text = inference(definition, Border.CIRCULAR).text();
            known = Script.compile(scope, device, Script.Mode.INFERENCE, text);
            tiled = known;
        }
        return known;
    }

    /// The network of a model that denoises, called with as many images as there are conditions, each told its own.
    private Denoiser.Network network(Script used, DenoiseCall call, List<float[]> conditions) {
        int shown = call.model().selfConditioned() ? 2 : 1;
        return new DeviceNetwork(device, conditions.size(), shown, (step, x, _, time) -> {
            List<Argument> arguments = call.arguments(step, weights, buffers, x, time, conditions);
            return used.callList(step, DenoiseCall.METHOD, arguments.toArray(Argument[]::new))
                    .getFirst();
        });
    }

    public List<Raster> decode(List<Latent> latents) throws StudioException {
        List<Raster> images = new ArrayList<>(latents.size());
        for (Latent latent : latents) {
            images.add(decode(latent));
        }
        return images;
    }

    /// The latents of `count` images.
    ///
    /// **Shapes** `images: [count, C, H, W]`, uint8, in a direct buffer; the result is `[count][d]`.
    public float[][] encode(ByteBuffer images, int count) throws IncompatibleModel, OutOfDeviceMemory {
        if (!(definition instanceof Encodes)) {
            throw new IncompatibleModel("This model finds no latents of images.", "Choose a model that encodes.");
        }
        try (Scope step = new Scope()) {
            Tensor x = Tensor.wrapBytes(step, device, images, count, shape.channels(), shape.height(), shape.width());
            float[] flat = script.callList(step, "encode", weights, buffers, x)
                    .getFirst()
                    .toHost()
                    .values();
            float[][] latents = new float[count][latentDimension];
            for (int i = 0; i < count; i++) {
                System.arraycopy(flat, i * latentDimension, latents[i], 0, latentDimension);
            }
            return latents;
        }
    }

    /// The latent of one image of the model's own shape.
    public Latent encode(Raster image) throws IncompatibleModel, OutOfDeviceMemory {
        if (!image.shape().equals(shape)) {
            throw new IncompatibleModel(
                    "The image is " + image + ", the model takes " + shape + ".", "Fit the image to the model first.");
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(shape.size()).order(ByteOrder.nativeOrder());
        buffer.put(0, image.samples());
        return new Latent(encode(buffer, 1)[0]);
    }

    /// Frees the weights and the scripts.
    @Override
    public void close() {
        scope.close();
    }
}
