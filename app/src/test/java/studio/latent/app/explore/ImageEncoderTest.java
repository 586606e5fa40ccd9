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
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.StyleShift;

class ImageEncoderTest {
    @TempDir
    Path folder;

    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final List<Throwable> troubles = new ArrayList<>();
    private final List<LatentState> encoded = new ArrayList<>();
    private final ImageEncoder encoder =
            new ImageEncoder(fixture.studio, fixture.session, Runnable::run, troubles::add);
    private Path file = Path.of("");

    @BeforeEach
    void anImageFile() {
        file = folder.resolve("picture.png");
        fixture.explore.save(file);
        fixture.work();
    }

    @Test
    void anImageFileBecomesALatentOfTheModelOnTheBench() {
        LatentState underTheHand = fixture.state();
        encoder.encode(file, encoded::add);
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
        List<Boolean> glimpses = new ArrayList<>();
        encoder.encode(file, InversionSpace.W_PLUS, encoded::add, seen -> glimpses.add(seen != null));
        fixture.work();

        assertThat(encoded).singleElement().satisfies(state -> {
            assertThat(state.model()).isEqualTo("fake-model");
            assertThat(state.origin()).isEqualTo(new Origin.Encoded("picture.png"));
            assertThat(state.latent().dimension()).isEqualTo(4);
        });
        assertThat(glimpses).containsExactly(true);
        assertThat(troubles).isEmpty();
    }

    @Test
    void inAModelWithStylesTheFoundStateHasTheirShiftUnlessALatentIsWanted() {
        fixture.explore.open(FakeStudio.STYLED);
        fixture.work();

        encoder.encode(file, InversionSpace.W_PLUS, encoded::add, _ -> {});
        fixture.work();
        encoder.encode(file, encoded::add);
        fixture.work();

        assertThat(shiftOf(encoded.getFirst())).isEqualTo(new StyleShift(filled(2)));
        assertThat(shiftOf(encoded.getLast())).isNull();
        assertThat(encoded.getLast().latent()).isEqualTo(encoded.getFirst().latent());
    }

    @Test
    void aPictureThatIsDroppedIsSearchedInTheSpaceThatWasChosen() {
        fixture.explore.open(FakeStudio.STYLED);
        fixture.work();
        assertThat(fixture.explore.style().searchSpaceProperty().get()).isEqualTo(InversionSpace.W_PLUS);
        fixture.explore.style().searchSpaceProperty().set(InversionSpace.W);

        fixture.explore.take(file);
        fixture.work();
        fixture.explore.files().encodeOffered();
        fixture.work();

        assertThat(shiftOf(fixture.state())).isEqualTo(new StyleShift(filled(1)));
        assertThat(fixture.explore.style().shiftedProperty().get()).isTrue();
    }

    private static float[] filled(float value) {
        float[] values = new float[5 * FakeOpenModel.STYLE];
        Arrays.fill(values, value);
        return values;
    }

    private static @Nullable StyleShift shiftOf(LatentState state) {
        return state.renderingOrUsual().sampling().styling().shift();
    }

    @Test
    void aCancelledSearchGivesTheCanvasBack() {
        fixture.session.adopt(that(Capability.DECODES));
        fixture.work();
        List<Boolean> glimpses = new ArrayList<>();
        encoder.encode(file, InversionSpace.W_PLUS, encoded::add, seen -> glimpses.add(seen != null));
        Objects.requireNonNull(fixture.engine.poll()).run();
        fixture.session.jobs().getLast().cancel();
        fixture.work();

        assertThat(encoded).isEmpty();
        assertThat(glimpses).endsWith(false);
        assertThat(troubles).isEmpty();
    }

    @Test
    void aModelWithoutLatentsOfImagesSaysSoBeforeTheFileIsRead() {
        fixture.session.adopt(that(Capability.DENOISES));
        fixture.work();
        encoder.encode(folder.resolve("not-even-there.png"), encoded::add);
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
        encoder.encode(text, encoded::add);
        fixture.work();

        assertThat(troubles)
                .singleElement()
                .satisfies(trouble -> assertThat(trouble).hasMessageContaining("broken.png"));
        assertThat(encoded).isEmpty();
    }

    @Test
    void aLatentOfAModelThatWasLeftMeanwhileIsDropped() {
        encoder.encode(file, encoded::add);
        fixture.session.adopt(fixture.studio.retrained(FakeStudio.GREY, 4, 1));
        fixture.work();

        assertThat(encoded).isEmpty();
        assertThat(troubles).isEmpty();
    }
}
