package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

/// An encoder for a small GAN, through the facade.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GanEncoderStudioTest {
    private static final Map<String, String> GAME = Map.of(
            "width", "4",
            "latentDimension", "6",
            "batch", "8",
            "gridEvery", "100",
            "metricsShare", "0",
            "conditioning", "class",
            "augmentation", "adaptive");
    private static final Map<String, String> ENCODER =
            Map.of("encoderWidth", "8", "batch", "8", "gridEvery", "100", "metricsShare", "0", "heldOut", "0");

    private StripedStudio striped;

    @BeforeAll
    void makeDataAndTrain(@TempDir Path folder) throws Exception {
        striped = StripedStudio.in(folder, 60);
        striped.train(striped.request("gan", "small", "game", 4, GAME));
        striped.adopt("game");
    }

    @AfterAll
    void close() {
        striped.close();
    }

    private ModelCard train(String name, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(ENCODER);
        settings.putAll(more);
        return striped.train(striped.request("gan-encoder", "", name, 3, settings));
    }

    @Test
    void itDrawsWhatItsGanDrawsAndEncodesImages() throws Exception {
        ModelCard card = train("encoded", Map.of("teacher", "game"));
        OpenModel encoded = striped.modelOf("encoded");
        OpenModel game = striped.modelOf("game");

        assertThat(card.capabilities()).containsExactlyInAnyOrder(Capability.DECODES, Capability.ENCODES);
        assertThat(encoded.conditions()).containsExactly("thick", "thin");
        SamplerSettings thin = encoded.usualSampling().wishing("thin");
        Latent latent = striped.studio().bench().latentOf(game, 3, PriorKind.NORMAL, 1);
        Raster drawn = image(game, latent, thin);
        assertThat(image(encoded, latent, thin)).isEqualTo(drawn);
        Latent found = striped.studio().bench().encode(encoded, drawn).await().orThrow();
        assertThat(found.dimension()).isEqualTo(6);
        assertThat(encoded.geometry().fitted()).isTrue();
    }

    private Raster image(OpenModel model, Latent latent, SamplerSettings settings) throws Exception {
        return striped.studio()
                .bench()
                .decode(model, List.of(latent), settings)
                .await()
                .orThrow()
                .getFirst();
    }

    @Test
    void theGeneratorsLayersAndFirstWeightsGiveDirectionsWithoutLabels() throws Exception {
        OpenModel game = striped.modelOf("game");
        List<Direction> ofLayer = find(game, new DirectionRequest.OfLayer("", 3, 1));
        List<Direction> ofWeights = find(game, new DirectionRequest.ClosedForm(DirectionMethod.WEIGHT_FACTOR, 3, 1));

        assertThat(ofLayer).hasSize(3).allSatisfy(direction -> {
            assertThat(direction.dimension()).isEqualTo(6);
            assertThat(direction.confidence()).isNotNull();
        });
        assertThat(ofWeights).hasSize(3);
        assertThatThrownBy(() -> find(game, new DirectionRequest.OfLayer("attic", 3, 1)))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("attic");
    }

    private List<Direction> find(OpenModel model, DirectionRequest request) throws Exception {
        return striped.studio().directions().find(model, request).await().orThrow();
    }

    @Test
    void aTeacherMustBeNamedAndBeAGan() throws Exception {
        assertThatThrownBy(() -> train("alone", Map.of()))
                .isInstanceOf(BadOption.class)
                .satisfies(e -> assertThat(((BadOption) e).remedy()).contains("type 'gan'"));
        striped.diffusion("denoiser", Map.of());
        striped.adopt("denoiser");
        assertThatThrownBy(() -> train("wrong", Map.of("teacher", "denoiser")))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("cannot teach a 'gan-encoder'");
    }
}
