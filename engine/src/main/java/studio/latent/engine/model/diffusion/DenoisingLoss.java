package studio.latent.engine.model.diffusion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep.NoiseInput;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.PerImage;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.Noise;

/// The weighted squared error of a network's output over all noise levels, of samples in any space.
final class DenoisingLoss {
    /// Parts of the noise levels whose losses are told apart.
    private static final int PARTS = 4;

    /// Share of the samples that are shown an estimate.
    private static final double SHOWN = 0.5;

    private final Denoises model;
    private final TrainingLevels levels;
    private final double conditionDropout;

    DenoisingLoss(Denoises model, double minSnrGamma, double conditionDropout) {
        this.model = model;
        this.levels = TrainingLevels.of(model.preconditioning(), minSnrGamma);
        this.conditionDropout = conditionDropout;
    }

    /// The noise on the samples, where the noise levels spread from, whose condition is dropped, and for a
    /// self-conditioned model, who is shown an estimate.
    List<NoiseInput> noise() {
        SampleShape sample = model.sampleShape();
        List<NoiseInput> all = new ArrayList<>(List.of(
                new NoiseInput(
                        "noise",
                        Noise.Stream.DIFFUSION,
                        NoiseInput.Distribution.NORMAL,
                        sample.channels(),
                        sample.height(),
                        sample.width()),
                new NoiseInput("level", Noise.Stream.NOISE_LEVEL, NoiseInput.Distribution.UNIFORM, 1),
                new NoiseInput("drop", Noise.Stream.CONDITION_DROPOUT, NoiseInput.Distribution.UNIFORM, 1)));
        if (model.selfConditioned()) {
            all.add(new NoiseInput("estimate", Noise.Stream.SELF_CONDITIONING, NoiseInput.Distribution.UNIFORM, 1));
        }
        return all;
    }

    /// **Shapes** `clean: [N, C, H, W]` in the sampler's units; `drawn`: a value for each of [#noise()].
    LossTerms write(Graph g, Value clean, @Nullable Value condition, List<Value> drawn) {
        PerImage perImage = new PerImage(g);
        Value noise = drawn.getFirst();
        Value places = perImage.spread(drawn.get(1), levels.count()); // [N]
        Value known = perImage.lookUp(levels.table(), places, clean); // [N, 6]
        Value seen = mix(g, known, clean, noise, TrainingLevels.INPUT_IMAGE, TrainingLevels.INPUT_NOISE);
        Value wanted = mix(g, known, clean, noise, TrainingLevels.TARGET_IMAGE, TrainingLevels.TARGET_NOISE);
        Value told = condition == null || g.mode() == Graph.Mode.INFERENCE
                ? condition
                : perImage.dropCondition(condition, drawn.get(2), conditionDropout);
        Value shown = model.selfConditioned() ? g.concat(1, seen, estimate(g, known, seen, told, drawn.get(3))) : seen;
        Value output = model.predict(g, shown, perImage.column(known, TrainingLevels.TIME), told);
        Value errors = perImage.means(g.square(g.sub(output, wanted))); // [N]
        Value total = g.mean(g.mul(errors, perImage.column(known, TrainingLevels.WEIGHT)));

        SequencedMap<String, Value> named = new LinkedHashMap<>();
        named.put("denoisingLoss", g.mean(errors));
        List<Value> parts = perImage.meansByPart(errors, places, levels.count(), PARTS);
        for (int i = 0; i < PARTS; i++) {
            named.put("denoisingLossQuarter" + (i + 1), parts.get(i));
        }
        return new LossTerms(total, named, new LinkedHashMap<>());
    }

    /// What the network makes of the same without an estimate, for half of the samples; zeros for the others. No
    /// gradient goes through it.
    ///
    /// **Shapes** `uniforms: [N, 1]`; the result is as `seen`.
    private Value estimate(Graph g, Value known, Value seen, @Nullable Value told, Value uniforms) {
        PerImage perImage = new PerImage(g);
        Value nothing = g.times(seen, 0);
        Value output = model.predict(g, g.concat(1, seen, nothing), perImage.column(known, TrainingLevels.TIME), told);
        Value found = mix(g, known, seen, output, TrainingLevels.ESTIMATE_SEEN, TrainingLevels.ESTIMATE_OUTPUT);
        Value bounded = g.clamp(g.detach(found), -Denoises.ESTIMATE_LIMIT, Denoises.ESTIMATE_LIMIT);
        Value shown = g.reshape(perImage.below(uniforms, SHOWN), Value.BATCH, 1, 1, 1);
        return g.mul(bounded, shown);
    }

    /// One known number of each sample times itself plus another times its noise.
    private static Value mix(Graph g, Value known, Value clean, Value noise, int ofImage, int ofNoise) {
        PerImage perImage = new PerImage(g);
        Value a = g.reshape(perImage.column(known, ofImage), Value.BATCH, 1, 1, 1);
        Value b = g.reshape(perImage.column(known, ofNoise), Value.BATCH, 1, 1, 1);
        return g.add(g.mul(a, clean), g.mul(b, noise));
    }
}
