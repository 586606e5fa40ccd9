package studio.latent.app.l10n;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.ModelCatalog;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Setting;
import studio.latent.engine.model.SpecForm;
import studio.latent.engine.train.TrainingSpec;

/// Holds the texts against the code and the languages against each other.
class MessageKeysTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern ASKED = Pattern.compile("\\btext\\(\\s*\"([^\"]+)\"\\s*[,)]");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");

    private final Map<String, String> english = load("messages.properties");
    private final Map<String, String> german = load("messages_de.properties");

    private static Map<String, String> load(String file) {
        Properties properties = new Properties();
        try (InputStream stream = Messages.class.getResourceAsStream("/studio/latent/ui/" + file);
                Reader reader = new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Map<String, String> texts = new TreeMap<>();
        properties.forEach((key, text) -> texts.put(key.toString(), text.toString()));
        return texts;
    }

    @Test
    void every_language_has_the_same_keys() {
        assertThat(german.keySet()).isEqualTo(english.keySet());
    }

    @Test
    void no_text_is_blank_and_each_fills_in_the_same_arguments_in_every_language() {
        english.forEach((key, text) -> {
            assertThat(text).as(key).isNotBlank();
            assertThat(german.get(key)).as(key).isNotBlank();
            assertThat(arguments(german.getOrDefault(key, ""))).as(key).isEqualTo(arguments(text));
        });
    }

    @Test
    void texts_with_arguments_are_patterns_without_a_lone_apostrophe() {
        for (Map<String, String> texts : List.of(english, german)) {
            texts.forEach((key, text) -> {
                if (!arguments(text).isEmpty()) {
                    assertThat(new MessageFormat(text)).as(key).isNotNull();
                    assertThat(text.replace("''", "")).as(key).doesNotContain("'");
                }
            });
        }
    }

    @Test
    void every_key_that_the_code_names_exists() throws IOException {
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher matcher = ASKED.matcher(Files.readString(file));
                while (matcher.find()) {
                    if (matcher.group(1).contains(".") && !english.containsKey(matcher.group(1))) {
                        missing.add(file.getFileName() + ": " + matcher.group(1));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_setting_of_every_model_type_has_a_name_and_a_help() {
        for (ModelType<?> type : ModelCatalog.TYPES) {
            for (Setting setting : settingsOf(type)) {
                assertThat(english).containsKeys("setting." + setting.name(), "setting." + setting.name() + ".help");
            }
        }
        for (Setting setting : new SpecForm<>(TrainingSpec.DEFAULTS).settings()) {
            assertThat(english).containsKeys("setting." + setting.name(), "setting." + setting.name() + ".help");
        }
    }

    private static <S extends Record & ModelSpec> Iterable<Setting> settingsOf(ModelType<S> type) {
        return new SpecForm<>(type.defaults().apply(new ImageShape(3, 32, 32))).settings();
    }

    private static Set<String> arguments(String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = ARGUMENT.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
