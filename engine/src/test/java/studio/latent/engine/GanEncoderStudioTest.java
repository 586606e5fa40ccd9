package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.generate.InversionRequest;
import studio.latent.engine.generate.InversionSpace;
import studio.latent.engine.generate.InvertedImage;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.StyleMix;
import studio.latent.engine.generate.Styling;
import studio.latent.engine.image.Raster;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.tensor.HostTensor;

/// Encoders for small GANs, without styles and with, through the facade.
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
        striped.train(striped.request("style-gan", "small", "styled", 4, GAME));
        striped.adopt("styled");
    }

    @AfterAll
    void close() {
        striped.close();
    }

    private ModelCard train(String name, Map<String, String> more) throws Exception {
        return train("gan-encoder", name, more);
    }

    private ModelCard train(String type, String name, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(ENCODER);
        settings.putAll(more);
        return striped.train(striped.request(type, "", name, 3, settings));
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

    @Test
    void withStylesItHasAllThatItsGanHasAndASearchOfStylesBeginsWithWhatItFinds() throws Exception {
        ModelCard card = train("style-gan-encoder", "steered", Map.of("teacher", "styled"));
        OpenModel steered = striped.modelOf("steered");
        OpenModel styled = striped.model("styled");
        Bench bench = striped.studio().bench();

        assertThat(card.capabilities())
                .containsExactlyInAnyOrder(Capability.DECODES, Capability.ENCODES, Capability.STYLES);
        assertThat(steered.styleLayers()).isEqualTo(styled.styleLayers());
        assertThat(steered.featureLayers()).isEqualTo(styled.featureLayers());
        Latent latent = bench.latentOf(styled, 3, PriorKind.NORMAL, 1);
        StyleMix mix = new StyleMix(bench.latentOf(styled, 9, PriorKind.NORMAL, 1), new TreeSet<>(List.of(0)));
        SamplerSettings mixed = steered.usualSampling().wishing("thin").styled(new Styling(0.6, 2, 5L, mix));
        assertThat(image(steered, latent, mixed)).isEqualTo(image(styled, latent, mixed));

        Raster drawn = image(styled, latent, styled.usualSampling());
        Latent found = bench.encode(steered, drawn).await().orThrow();
        double squares = 0;
        for (float number : found.values()) {
            squares += number * number;
        }
        assertThat(squares / found.dimension()).isCloseTo(1, within(1e-3));
        InversionRequest search = new InversionRequest(2, 1, 1, 0.05, 0, 0.1, 1, InversionSpace.W_PLUS);
        InvertedImage nearer = bench.invert(steered, drawn, search, steered.usualSampling(), _ -> {})
                .await()
                .orThrow();
        assertThat(nearer.latent()).isEqualTo(found);
        assertThat(nearer.shift()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"gan-encoder, game", "style-gan-encoder, styled"})
    void directionsOfItsGanAreItsOwn(String type, String teacher) throws Exception {
        Directions directions = striped.studio().directions();
        OpenModel game = striped.model(teacher);
        boolean hasStyles = game.styleDimension() > 0;
        DirectionPlace place =
                hasStyles ? new DirectionPlace(DirectionSpace.W, new TreeSet<>(List.of(0, 1))) : DirectionPlace.LATENTS;
        List<Direction> found = find(game, new DirectionRequest.ClosedForm(DirectionMethod.WEIGHT_FACTOR, 3, 1, place));
        Path shipped = game.card().location().resolve(ModelFolder.DIRECTIONS);
        directions
                .saveInto(shipped, game, found.get(0).named("shipped"))
                .await()
                .orThrow();
        directions.saveInto(shipped, game, found.get(1).named("again")).await().orThrow();
        directions.save(game, found.get(2).named("again")).await().orThrow();
        directions.save(game, found.get(1).named("own")).await().orThrow();

        String run = teacher + " pointed";
        train(type, run, Map.of("teacher", teacher));
        striped.studio()
                .training()
                .branch(new BranchRequest(
                        striped.folder().resolve(run),
                        3,
                        Map.of("steps", "4"),
                        striped.folder().resolve(run + " on")))
                .await()
                .orThrow()
                .job()
                .await()
                .orThrow();
        striped.adopt(run);

        for (OpenModel encoder : List.of(striped.modelOf(run), striped.modelOf(run + " on"), striped.model(run))) {
            Directions.Shelf shelf = directions.list(encoder).await().orThrow();
            assertThat(shelf.problems()).isEmpty();
            assertThat(shelf.directions()).allMatch(Directions.Kept::ready);
            assertThat(shelf.directions())
                    .extracting(Directions.Kept::direction)
                    .containsExactly(
                            found.get(0).named("shipped"),
                            found.get(2).named("again"),
                            found.get(1).named("own"));
            Direction kept = shelf.directions().getFirst().direction();
            assertThat(moved(encoder, kept)).isEqualTo(moved(game, kept)).isNotEqualTo(moved(game, null));
        }
    }

    private Raster moved(OpenModel model, @Nullable Direction direction) throws Exception {
        Latent latent = striped.studio().bench().latentOf(model, 3, PriorKind.NORMAL, 1);
        SamplerSettings usual = model.usualSampling();
        if (direction == null) {
            return image(model, latent, usual);
        }
        if (direction.space() == DirectionSpace.Z) {
            return image(model, direction.moved(latent, 3), usual);
        }
        DecoderShift none = DecoderShift.orNone(null, model.styleLayers().size(), model.styleDimension());
        return image(model, latent, usual.styled(Styling.USUAL.shiftedBy(direction.moved(none, 3))));
    }

    @Test
    void aDecoderThatIsNoLongerItsTeachersHasNoneOfTheDirections() throws Exception {
        OpenModel game = striped.model("game");
        Direction factor = find(game, new DirectionRequest.ClosedForm(DirectionMethod.WEIGHT_FACTOR, 1, 1))
                .getFirst();
        striped.studio().directions().save(game, factor).await().orThrow();
        train("changed", Map.of("teacher", "game"));
        LocalOpenModel encoder = LocalOpenModel.of(striped.modelOf("changed"));
        Path run = striped.folder().resolve("changed");
        Map<String, HostTensor> weights = new HashMap<>(encoder.weights().values());

        assertThat(RunTeacher.directions(run, encoder.definition(), weights)).contains(factor);
        weights.computeIfPresent("generator.in.bias", (_, bias) -> HostTensor.zeros(bias.shape()));
        assertThat(RunTeacher.directions(run, encoder.definition(), weights)).isEmpty();
        weights.keySet().removeIf(name -> name.startsWith("generator.in."));
        assertThat(RunTeacher.directions(run, encoder.definition(), weights)).isEmpty();
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

    @ParameterizedTest
    @CsvSource({"gan-encoder, styled, style-gan-encoder", "style-gan-encoder, game, gan-encoder"})
    void theRightTypeForATeacherOfTheOtherKindIsNamed(String type, String teacher, String right) {
        assertThatThrownBy(() -> train(type, "crossed", Map.of("teacher", teacher)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("cannot teach a '" + type + "'")
                .satisfies(e -> assertThat(((IncompatibleModel) e).remedy())
                        .isEqualTo("Train a '" + right + "' instead: --family " + right + "."));
        assertThat(striped.folder().resolve("crossed")).doesNotExist();
    }
}
