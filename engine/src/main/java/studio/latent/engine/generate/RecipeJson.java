package studio.latent.engine.generate;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.io.RecordJson;
import studio.latent.engine.model.Latent;

/// A [Recipe] as the text that a picture carries: one line of JSON.
///
/// A latent is stored as [LatentText], so that every bit survives.
public final class RecipeJson {
    /// What the text's `"format"` says.
    public static final String FORMAT = "latent-studio/recipe";

    /// Longest text that is read, in characters.
    private static final int MAX_LENGTH = 16_000_000;

    private static final String REMEDY = "Use a picture that Latent Studio saved and no other program changed.";

    private RecipeJson() {}

    public static String encode(Recipe recipe) {
        Latent latent = recipe.latent();
        Form form = new Form(
                recipe.model(),
                recipe.modelHash(),
                recipe.seed(),
                latent == null ? null : LatentText.of(latent),
                recipe.settings(),
                recipe.version());
        return RecordJson.encodeFile(FORMAT, form).toString();
    }

    /// The recipe in a text.
    ///
    /// **Errors** [BadImage] when it is anything but a recipe.
    ///
    /// @param source what messages call the text: the picture that it came from
    public static Recipe decode(String text, String source) throws BadImage {
        String name = "the recipe in " + source;
        if (text.length() > MAX_LENGTH) {
            throw new BadImage("The text in " + source + " is too long for a recipe.", REMEDY);
        }
        try {
            Form form = RecordJson.decodeFile(FORMAT, Form.class, text, name);
            Latent latent = form.latent == null ? null : latent(form.latent, source);
            return new Recipe(form.model, form.modelHash, form.seed, latent, form.settings, form.version);
        } catch (BadModelFile e) {
            throw new BadImage(e.problem(), REMEDY, e);
        }
    }

    private static Latent latent(String base64, String source) throws BadImage {
        try {
            return LatentText.latent(base64);
        } catch (IllegalArgumentException e) {
            throw new BadImage("The latent in the recipe of " + source + " " + e.getMessage() + ".", REMEDY, e);
        }
    }

    /// The text's members in their order.
    private record Form(
            String model,
            String modelHash,
            @Nullable Long seed,
            @Nullable String latent,
            Map<String, String> settings,
            String version) {
        Form {
            if ((seed == null) == (latent == null)) {
                throw new IllegalArgumentException("there must be either a seed or a latent");
            }
        }
    }
}
