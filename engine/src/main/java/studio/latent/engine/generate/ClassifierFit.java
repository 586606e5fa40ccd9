package studio.latent.engine.generate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.io.Precision;
import studio.latent.engine.model.ClassifiesNoisy;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.InLatentSpace;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.tensor.HostTensor;

/// Whether a classifier of noised samples can guide a diffusion model: it must have been trained on what that model
/// samples, at the same noise levels, to tell the same things apart.
public final class ClassifierFit {
    private ClassifierFit() {}

    /// **Errors** [IncompatibleModel] with what differs.
    ///
    /// @param name what messages call the classifier
    public static void require(String name, ClassifiesNoisy classifier, Denoises model) throws IncompatibleModel {
        if (model.conditions().isEmpty()) {
            throw new IncompatibleModel(
                    "This model takes no wishes, so a classifier has nothing to lead it to.",
                    "Leave the classifier out, or choose a model that was trained with classes or attributes.");
        }
        boolean sameSpace = classifier instanceof InLatentSpace == model instanceof InLatentSpace;
        if (!sameSpace) {
            throw misfit(
                    name,
                    classifier instanceof InLatentSpace
                            ? "looks at latents, the model samples images"
                            : "looks at images, the model samples latents");
        }
        if (!classifier.sampleShape().equals(model.sampleShape())) {
            throw misfit(
                    name,
                    "looks at " + text(classifier.sampleShape()) + ", the model samples " + text(model.sampleShape()));
        }
        if (!classifier.schedule().equals(model.preconditioning().schedule())) {
            throw misfit(name, "was trained at other noise levels than the model");
        }
        if (!classifier.conditions().equals(model.conditions())) {
            throw misfit(
                    name,
                    "tells " + shown(classifier.conditions()) + " apart, the model knows " + shown(model.conditions()));
        }
    }

    /// The autoencoders must agree to half precision: a classifier serves a model and what was exported of it at
    /// half the size.
    ///
    /// **Errors** [IncompatibleModel] for a classifier of latents of another autoencoder than the model's.
    static void requireSameLatents(
            String name, Map<String, HostTensor> classifier, Map<String, HostTensor> model, String prefix)
            throws IncompatibleModel {
        for (Map.Entry<String, HostTensor> weight : model.entrySet()) {
            boolean shared = weight.getKey().startsWith(prefix);
            if (shared && !agree(weight.getValue(), classifier.get(weight.getKey()))) {
                throw misfit(name, "looks at latents of another autoencoder than the model's");
            }
        }
    }

    private static boolean agree(HostTensor one, @Nullable HostTensor other) {
        return other != null
                && (one.equals(other) || Precision.FLOAT16.stored(one).equals(Precision.FLOAT16.stored(other)));
    }

    private static IncompatibleModel misfit(String name, String why) {
        return new IncompatibleModel(
                "The classifier '" + name + "' does not fit the model: it " + why + ".",
                "Train one for this model: studio train --family noised-classifier --set model=NAME.");
    }

    private static String text(SampleShape shape) {
        return shape.width() + "×" + shape.height() + " with " + shape.channels()
                + (shape.channels() == 1 ? " channel" : " channels");
    }

    private static String shown(List<String> names) {
        return names.size() <= 4
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 3)) + " and " + (names.size() - 3) + " more";
    }
}
