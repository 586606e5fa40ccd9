package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeOpenModel;
import studio.latent.app.FakeStudio;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.engine.OpenModel;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.generate.InversionSpace;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

class ImageEncoderTest {
    @TempDir
    Path folder;

    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final List<Throwable> troubles = new ArrayList<>();
    private final List<LatentState> encoded = new ArrayList<>();
    private final PictureSearchViewModel choice = fixture.explore.pictureSearch();
    private final ImageEncoder encoder = new ImageEncoder(fixture.studio, fixture.session, Runnable::run, choice);
    private Path file = Path.of("");
    private int cancelled;

    @BeforeEach
    void anImageFile() {
        file = folder.resolve("picture.png");
        fixture.explore.save(file);
        fixture.work();
    }

    private void took(Outcome<LatentState> outcome) {
        switch (outcome) {
            case Outcome.Completed<LatentState>(LatentState state) -> encoded.add(state);
            case Outcome.Cancelled<LatentState> _ -> cancelled++;
            case Outcome.Failed<LatentState>(Throwable cause) -> troubles.add(cause);
        }
    }

    private FindingWatcher glimpsing(Runnable glimpsed) {
        return new FindingWatcher() {
            @Override
            public void glimpse(Raster nearest) {
                glimpsed.run();
            }

            @Override
            public void ended(Outcome<LatentState> outcome) {
                took(outcome);
            }
        };
    }

    @Test
    void anImageFileBecomesALatentOfTheModelOnTheBench() {
        LatentState underTheHand = fixture.state();
        encoder.findLatent(file, this::took);
        assertThat(fixture.session.jobs()).as("the status bar shows it").hasSize(1);
        fixture.work();

        assertThat(encoded).singleElement().satisfies(state -> {
            assertThat(state.model()).isEqualTo(FakeStudio.GREY);
            assertThat(state.latent().dimension()).isEqualTo(4);
            assertThat(state.origin()).isEqualTo(new Origin.Encoded("picture.png"));
        });
        assertThat(fixture.state())
                .as("what becomes of it is the asker's matter")
                .isEqualTo(underTheHand);
        assertThat(troubles).isEmpty();
    }

    @Test
    void aModelWithoutAnEncoderIsSearchedWithGlimpsesOfWhatWasFoundSoFar() {
        fixture.session.adopt(that(Capability.DECODES));
        fixture.work();
        AtomicInteger glimpses = new AtomicInteger();
        encoder.find(file, glimpsing(glimpses::incrementAndGet));
        fixture.work();

        assertThat(encoded).singleElement().satisfies(state -> {
            assertThat(state.model()).isEqualTo("fake-model");
            assertThat(state.origin()).isEqualTo(new Origin.Encoded("picture.png"));
            assertThat(state.latent().dimension()).isEqualTo(4);
        });
        assertThat(glimpses).hasValue(1);
        assertThat(troubles).isEmpty();
    }

    @Test
    void aModelWithAnEncoderIsSearchedOnlyWhereThatIsChosenAndAsItIsChosen() {
        encoder.find(file, this::took);
        fixture.work();
        assertThat(fixture.studio.bench().searches()).as("the encoder is asked").isEmpty();

        choice.goesOnProperty().set(true);
        choice.stepsProperty().set(1200);
        choice.restartsProperty().set(9);
        choice.featureWeightProperty().set(0.25);
        encoder.find(file, this::took);
        encoder.findLatent(file, this::took);
        fixture.work();

        assertThat(fixture.studio.bench().searches()).hasSize(2).allSatisfy(request -> {
            assertThat(request.steps()).isEqualTo(1200);
            assertThat(request.restarts()).isEqualTo(9);
            assertThat(request.featureWeight()).isEqualTo(0.25);
            assertThat(request.space()).isEqualTo(InversionSpace.Z);
        });
        assertThat(encoded)
                .hasSize(3)
                .allSatisfy(state -> assertThat(state.rendering())
                        .as("nothing can be chosen but the latent")
                        .isNull());
    }

    @Test
    void inAModelWithStylesTheFoundStateHasTheirShiftUnlessALatentIsWanted() {
        fixture.explore.open(FakeStudio.STYLED);
        fixture.work();

        encoder.find(file, this::took);
        fixture.work();
        encoder.findLatent(file, this::took);
        fixture.work();

        assertThat(shiftOf(encoded.getFirst())).isEqualTo(DecoderShift.ofStyles(filled(2)));
        assertThat(shiftOf(encoded.getLast())).isNull();
        assertThat(encoded.getLast().latent()).isEqualTo(encoded.getFirst().latent());
    }

    @Test
    void aPictureThatIsDroppedIsSearchedInTheSpaceThatWasChosen() {
        fixture.explore.open(FakeStudio.STYLED);
        fixture.work();
        assertThat(choice.spaceProperty().get()).isEqualTo(InversionSpace.W_PLUS);
        choice.spaceProperty().set(InversionSpace.W);

        fixture.explore.take(file);
        fixture.work();
        fixture.explore.files().encodeOffered();
        fixture.work();

        assertThat(shiftOf(fixture.state())).isEqualTo(DecoderShift.ofStyles(filled(1)));
        assertThat(fixture.explore.namedDirections().shiftedProperty().get()).isTrue();
    }

    private static float[] filled(float value) {
        float[] values = new float[5 * FakeOpenModel.STYLE];
        Arrays.fill(values, value);
        return values;
    }

    private static @Nullable DecoderShift shiftOf(LatentState state) {
        return state.renderingOrUsual().sampling().styling().shift();
    }

    @Test
    void aCancelledSearchEndsAsSuch() {
        fixture.session.adopt(that(Capability.DECODES));
        fixture.work();
        encoder.find(file, this::took);
        Objects.requireNonNull(fixture.engine.poll()).run();
        fixture.session.jobs().getLast().cancel();
        fixture.work();

        assertThat(encoded).isEmpty();
        assertThat(cancelled).isEqualTo(1);
        assertThat(troubles).isEmpty();
    }

    @Test
    void whatIsGivenUpWhileItsPictureIsReadIsNotSearchedFor() {
        choice.goesOnProperty().set(true);
        Finding finding = encoder.find(file, this::took);
        finding.cancel();
        fixture.work();

        assertThat(cancelled).isEqualTo(1);
        assertThat(fixture.studio.bench().searches()).isEmpty();
        assertThat(fixture.session.jobs()).isEmpty();
    }

    @Test
    void aPictureThatIsDroppedTakesThePlaceOfTheOneThatIsBeingFound() throws IOException {
        fixture.explore.open(FakeStudio.STYLED);
        fixture.work();
        fixture.explore.take(copy("first.png"));
        Objects.requireNonNull(fixture.engine.poll()).run(); // it has no recipe
        Finding first = Objects.requireNonNull(choice.runningProperty().get());
        fixture.explore.take(copy("second.png"));
        fixture.work();

        assertThat(first.isCancelled()).isTrue();
        assertThat(choice.runningProperty().get()).isNull();
        assertThat(fixture.state().origin()).isEqualTo(new Origin.Encoded("second.png"));
        assertThat(fixture.studio.bench().searches()).hasSize(1);
        assertThat(fixture.explore.previewProperty().get()).isFalse();
    }

    @Test
    void whatIsBeingFoundForTheCanvasIsGivenUpWithItsModel() throws IOException {
        choice.goesOnProperty().set(true);
        fixture.explore.take(copy("own.png"));
        Objects.requireNonNull(fixture.engine.poll()).run(); // it has no recipe
        Objects.requireNonNull(fixture.engine.poll()).run(); // it is read
        assertThat(choice.runningProperty().get()).isNotNull();

        fixture.session.adopt(fixture.studio.retrained(FakeStudio.GREY, 4, 1));
        assertThat(choice.runningProperty().get()).isNull();
        fixture.work();

        assertThat(fixture.studio.bench().searches()).as("begun").isEmpty();
        assertThat(fixture.explore.troubleProperty().get()).isNull();
    }

    /// A picture without a recipe.
    private Path copy(String name) throws IOException {
        return Files.copy(file, folder.resolve(name));
    }

    @Test
    void aModelWithoutLatentsOfImagesSaysSoBeforeTheFileIsRead() {
        fixture.session.adopt(that(Capability.DENOISES));
        fixture.work();
        encoder.findLatent(folder.resolve("not-even-there.png"), this::took);
        fixture.work();

        assertThat(troubles).singleElement().isInstanceOfSatisfying(IncompatibleModel.class, trouble -> {
            assertThat(trouble).hasMessageContaining("fake-model");
            assertThat(trouble.remedy()).isNotBlank();
        });
        assertThat(encoded).isEmpty();
    }

    private static OpenModel that(Capability can) {
        ModelCard card = new ModelCard(
                "fake-model",
                Path.of("fake-models", "fake-model"),
                Family.VAE,
                "conv-vae",
                new ImageShape(1, 8, 8),
                4,
                Set.of(can),
                List.of(PriorKind.NORMAL),
                10,
                "%064x".formatted(77),
                "",
                "Apache-2.0",
                "A made-up model for tests.",
                Map.of());
        return new FakeOpenModel(card, LatentGeometry.standard(4));
    }

    @Test
    void aFileThatIsNoImageIsTold() throws IOException {
        Path text = folder.resolve("broken.png");
        Files.writeString(text, "no image");
        encoder.findLatent(text, this::took);
        fixture.work();

        assertThat(troubles)
                .singleElement()
                .satisfies(trouble -> assertThat(trouble).hasMessageContaining("broken.png"));
        assertThat(encoded).isEmpty();
    }

    @Test
    void aLatentOfAModelThatWasLeftMeanwhileIsDropped() {
        encoder.findLatent(file, this::took);
        fixture.session.adopt(fixture.studio.retrained(FakeStudio.GREY, 4, 1));
        fixture.work();

        assertThat(encoded).isEmpty();
        assertThat(troubles).isEmpty();
    }
}
