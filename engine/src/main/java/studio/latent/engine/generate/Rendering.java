package studio.latent.engine.generate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.sample.SampleStart;

/// How a latent becomes an image in a model that denoises; models that decode in one step do not look at it.
///
/// @param sampling how the noise is taken out
/// @param source the image to begin with; null to begin with the latent's noise alone
public record Rendering(SamplerSettings sampling, @Nullable EditSource source) {
    /// From pure noise by the usual settings.
    public static final Rendering DEFAULTS = new Rendering(SamplerSettings.DEFAULTS, null);

    /// The same, sampled otherwise.
    public Rendering sampledBy(SamplerSettings settings) {
        return new Rendering(settings, source);
    }

    /// The same, begun with another image; null for noise alone.
    public Rendering from(@Nullable EditSource other) {
        return new Rendering(sampling, other);
    }

    /// How far what is made of the latent is moved; null for not at all.
    public @Nullable DecoderShift shift() {
        return sampling.styling().shift();
    }

    /// The same with what is made of the latent moved so far; null for not at all.
    public Rendering shiftedBy(@Nullable DecoderShift shift) {
        return sampledBy(sampling.styled(sampling.styling().shiftedBy(shift)));
    }

    /// How often the model is asked for its estimate; an image to begin with saves the first steps.
    ///
    /// **Errors** [BadOption] for a sampler or a knob that is not known.
    public int evaluations() throws BadOption {
        return source == null
                ? sampling.evaluations()
                : sampling.evaluations(SampleStart.steps(sampling.steps(), source.strength()));
    }

    /// How often the network answers for one image: twice for each estimate that is guided. At most, where guidance
    /// leaves some noise levels out.
    ///
    /// **Errors** as [#evaluations()].
    public int networkEvaluations() throws BadOption {
        return sampling.answers() * evaluations();
    }

    /// The way from this rendering to another: see [SamplerSettings#toward]; the image is that of the nearer.
    ///
    /// @param t in [0, 1]; 0 is this, 1 is `other`
    public Rendering toward(Rendering other, double t) {
        return new Rendering(sampling.toward(other.sampling, t), t < 0.5 ? source : other.source);
    }

    /// The settings of a recipe, by name; [#of] is the reverse.
    public SequencedMap<String, String> texts() {
        SequencedMap<String, String> texts = new LinkedHashMap<>(sampling.texts());
        if (source != null) {
            texts.putAll(source.texts());
        }
        return texts;
    }

    /// The rendering that a recipe holds, for a model whose images are of `shape`.
    ///
    /// **Errors** [IllegalArgumentException] for a text that is no value of its setting.
    public static Rendering of(Map<String, String> texts, ImageShape shape) {
        return new Rendering(SamplerSettings.of(texts), EditSource.of(texts, shape));
    }
}
