package studio.latent.app.l10n;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/// Looks texts up by key in one language.
///
/// The texts are in `studio/latent/ui/messages*.properties`; English is the base, so a language that the studio
/// does not speak falls back to it. A text with arguments is a [MessageFormat] pattern (a literal apostrophe is
/// doubled there), one without is taken as it stands.
///
/// **Errors** an unknown key is a bug: [MissingResourceException]. A test holds every key that the code names
/// against every language.
public final class Messages {
    /// Languages that the studio speaks, the base first.
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final String BUNDLE = "studio.latent.ui.messages";

    private final ResourceBundle bundle;
    private final Locale locale;

    private Messages(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    /// Texts in `locale`'s language, or in English; numbers follow the language that is shown.
    public static Messages in(Locale locale) {
        ResourceBundle.Control baseIsEnglish =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE, locale, baseIsEnglish);
        boolean spoken = bundle.getLocale().getLanguage().equals(locale.getLanguage());
        return new Messages(bundle, spoken && !locale.getLanguage().isEmpty() ? locale : Locale.ENGLISH);
    }

    /// Texts in the language of the user's system.
    public static Messages ofSystem() {
        return in(Locale.getDefault(Locale.Category.DISPLAY));
    }

    /// `text` in at most `longest` characters: the last one is an ellipsis where some are left out.
    public static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    public Locale locale() {
        return locale;
    }

    /// The text of `key` as it stands.
    public String text(String key) {
        return bundle.getString(key);
    }

    /// The text of `key` with `arguments` filled in for `{0}`, `{1}` ...
    public String text(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }

    /// The text of a key that is made up of data, if there is one: a setting's help, a metric's name.
    public Optional<String> find(String key) {
        return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
    }

    /// A number as this language writes it, with at most `digits` digits after the point and no grouping below
    /// 10,000.
    public String number(double value, int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(digits);
        format.setGroupingUsed(Math.abs(value) >= 10_000);
        // What rounds to nothing has no sign.
        boolean nothing = Math.abs(value) < 0.5 * Math.pow(10, -digits);
        return format.format(nothing ? 0 : value);
    }
}
