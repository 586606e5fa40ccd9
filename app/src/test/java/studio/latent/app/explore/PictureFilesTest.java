package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.engine.error.DiskFull;

class PictureFilesTest {
    @TempDir
    Path folder;

    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final ExploreViewModel explore = fixture.explore;

    private Path saved(String name) {
        Path file = folder.resolve(name);
        explore.save(file);
        fixture.work();
        return file;
    }

    @Test
    void aSavedPictureCarriesTheRecipeOfWhatIsUnderTheHand() throws Exception {
        explore.seeds().rollDice();
        Path file = saved("a.png");

        assertThat(explore.files().savedProperty().get()).isEqualTo(file);
        var verification = fixture.studio.verify(file);
        fixture.work();
        assertThat(verification.await().orThrow().identical()).isTrue();
        assertThat(explore.suggestedFileName())
                .isEqualTo("fake-grey-" + explore.seeds().seedProperty().get() + ".png");
    }

    @Test
    void aPictureWithARecipeIsOfferedAndRestoredWithItsModelAndSeed() {
        explore.seeds().rollDice();
        LatentState made = fixture.state();
        Path file = saved("a.png");
        explore.open(FakeStudio.COLOUR);
        fixture.work();

        explore.take(file);
        fixture.work();
        assertThat(explore.files().offerProperty().get()).isEqualTo(new PictureFiles.Offer(file, FakeStudio.GREY));
        explore.files().restore();
        fixture.work();

        assertThat(fixture.state()).isEqualTo(made);
        assertThat(explore.files().offerProperty().get()).isNull();
        assertThat(explore.troubleProperty().get()).isNull();
    }

    @Test
    void anEditedLatentIsRestoredBitForBit() {
        explore.sliders().leading().getFirst().valueProperty().set(1.25);
        LatentState made = fixture.state();
        Path file = saved("b.png");
        explore.seeds().rollDice();

        explore.take(file);
        fixture.work();
        explore.files().restore();
        assertThat(fixture.latent()).isEqualTo(made.latent());
        assertThat(fixture.state().origin()).isEqualTo(new Origin.Restored("b.png"));
    }

    @Test
    void anOfferedPictureMayBeEncodedInstead() {
        Path file = saved("c.png");
        explore.take(file);
        fixture.work();
        explore.files().encodeOffered();
        fixture.work();

        assertThat(fixture.state().origin()).isEqualTo(new Origin.Encoded("c.png"));
        assertThat(explore.imageProperty().get()).isEqualTo(fixture.expectedImage());
    }

    @Test
    void aPictureWithoutRecipeIsEncoded() throws IOException {
        Path file = saved("d.png");
        Path stranger = folder.resolve("stranger.png");
        Files.copy(file, stranger);

        explore.take(stranger);
        fixture.work();

        assertThat(explore.files().offerProperty().get()).isNull();
        assertThat(fixture.state().origin()).isEqualTo(new Origin.Encoded("stranger.png"));
    }

    @Test
    void aBrokenImageIsToldInPlaceAndNothingMoves() throws IOException {
        LatentState before = fixture.state();
        for (String name : new String[] {"broken.png", "broken.jpg"}) {
            Path file = folder.resolve(name);
            Files.writeString(file, "not an image");
            explore.take(file);
            fixture.work();

            assertThat(explore.troubleProperty().get().problem()).contains(name);
            assertThat(explore.troubleProperty().get().remedy()).isNotBlank();
            assertThat(fixture.state()).isEqualTo(before);
        }
    }

    @Test
    void aFullDiskIsTold() {
        Path file = folder.resolve("e.png");
        fixture.studio.failNext(new DiskFull("The disk is full.", "Make room."));
        explore.save(file);
        fixture.work();

        assertThat(explore.troubleProperty().get().problem()).isEqualTo("The disk is full.");
        assertThat(explore.files().savedProperty().get()).isNull();
    }
}
