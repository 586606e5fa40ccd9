package studio.latent.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

class ModelRowTest {
    private static final ModelCard CARD = new ModelCard(
            "faces",
            Path.of("models", "faces"),
            Family.VAE,
            "vae",
            new ImageShape(3, 64, 48),
            32,
            Set.of(Capability.ENCODES, Capability.DECODES),
            List.of(PriorKind.NORMAL),
            1_234_567,
            "0123456789abcdef",
            "",
            "",
            "Draws faces.",
            Map.of("unheardOf", 0.123456));

    @Test
    void a_card_speaks_the_users_language() {
        ModelRow row = ModelRow.of(CARD, true, Messages.in(Locale.GERMAN));

        assertThat(row.origin()).isEqualTo("Eigenes");
        assertThat(row.summary()).isEqualTo("Variations-Autoencoder · 48 × 64 Pixel, Farbe");
        assertThat(row.facts())
                .extracting(ModelRow.Fact::value)
                .contains("1.234.567", "Bilder erzeugen, Bilder einlesen");
    }

    @Test
    void what_is_not_known_is_said_so_and_a_metric_without_words_keeps_its_name() {
        ModelRow row = ModelRow.of(CARD, false, Messages.in(Locale.ENGLISH));

        assertThat(row.facts())
                .filteredOn(fact -> fact.value().equals("not said"))
                .extracting(ModelRow.Fact::label)
                .containsExactly("Trained on", "Licence");
        assertThat(row.metrics()).containsExactly(new ModelRow.Fact("unheardOf", "0.1235", ""));
    }
}
