package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.app.explore.DirectionSides.Side;
import studio.latent.app.fx.FailureText;
import studio.latent.app.session.Origin;
import studio.latent.engine.generate.InversionSpace;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.model.DecoderShift;

class DirectionSidesTest {
    @TempDir
    Path folder;

    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final DirectionSides sides =
            fixture.explore.directionStudio().wish().sides();

    @Test
    void imagesToChooseFromAreOfSeedsAndComeWithTheirImages() {
        sides.roll();
        fixture.work();

        assertThat(sides.candidates()).hasSize(DirectionSides.CANDIDATES);
        assertThat(sides.candidates())
                .allSatisfy(pin -> assertThat(pin.imageProperty().get())
                        .isEqualTo(fixture.studio.imageOf(
                                FakeStudio.GREY, pin.state().latent())));
    }

    @Test
    void anImageLiesOnOneSideAtMost() {
        sides.roll();
        Pin pin = sides.candidates().getFirst();

        sides.put(Side.PLUS, pin);
        assertThat(sides.candidates()).doesNotContain(pin);
        sides.put(Side.MINUS, pin);

        assertThat(sides.on(Side.PLUS)).isEmpty();
        assertThat(sides.on(Side.MINUS)).containsExactly(pin);
        assertThat(sides.latents(Side.MINUS)).containsExactly(pin.state().latent());
        sides.remove(Side.MINUS, pin);
        assertThat(sides.on(Side.MINUS)).isEmpty();
        assertThat(sides.candidates().getFirst()).isSameAs(pin);
    }

    @Test
    void whatIsUnderTheHandCanBePutOnASide() {
        sides.putCurrent(Side.PLUS);

        assertThat(sides.latents(Side.PLUS)).containsExactly(fixture.latent());
        sides.clear();
        assertThat(sides.on(Side.PLUS)).isEmpty();
    }

    @Test
    void anImageWhoseStylesAreMovedIsPutThereWithTheLatentsOwn() {
        fixture.explore.open(FakeStudio.STYLED);
        fixture.work();
        Rendering plain = fixture.state().renderingOrUsual();
        fixture.session.renderBy(
                plain.shiftedBy(DecoderShift.ofStyles(new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})));

        sides.putCurrent(Side.PLUS);

        assertThat(sides.on(Side.PLUS).getFirst().state().rendering()).isEqualTo(plain);
    }

    @Test
    void ownPicturesComeToASideInTheirOrderWhileTheOthersWait() throws IOException {
        List<Path> files = pictures("c.png", "a.png", "b.png");

        sides.putFiles(Side.PLUS, files);
        assertThat(waiting()).containsExactly("c.png", "a.png", "b.png");
        assertThat(sides.pictures().waiting().getFirst().begunProperty().get()).isTrue();
        assertThat(sides.pictures().waiting().get(1).begunProperty().get()).isFalse();
        Objects.requireNonNull(fixture.engine.poll()).run(); // the first is read
        assertThat(sides.pictures().waiting().getFirst().pictureProperty().get())
                .isNotNull();
        Objects.requireNonNull(fixture.engine.poll()).run(); // and encoded
        assertThat(waiting()).containsExactly("a.png", "b.png");
        assertThat(sides.pictures().number()).isEqualTo(2);
        sides.putFiles(Side.MINUS, pictures("d.png"));
        assertThat(sides.pictures().count()).isEqualTo(4);
        assertThat(Objects.requireNonNull(sides.pictures().currentProperty().get())
                        .name())
                .isEqualTo("a.png");
        fixture.work();

        assertThat(on(Side.PLUS)).containsExactly("c.png", "a.png", "b.png");
        assertThat(on(Side.MINUS)).containsExactly("d.png");
        assertThat(waiting()).isEmpty();
        assertThat(sides.pictures().currentProperty().get()).isNull();
        assertThat(fixture.explore.troubleProperty().get()).isNull();
    }

    @Test
    void givenUpTheOnesThatAreFoundStayAndNothingElseIsSearchedFor() throws IOException {
        fixture.explore.open(FakeStudio.STYLED);
        fixture.work();
        fixture.explore.pictureSearch().stepsProperty().set(700);
        sides.putFiles(Side.PLUS, pictures("a.png", "b.png", "c.png"));
        for (int i = 0; i < 3; i++) {
            Objects.requireNonNull(fixture.engine.poll()).run(); // read, searched for, the next one read
        }

        sides.pictures().cancel();
        fixture.work();

        assertThat(on(Side.PLUS)).containsExactly("a.png");
        assertThat(waiting()).isEmpty();
        assertThat(sides.pictures().currentProperty().get()).isNull();
        assertThat(fixture.studio.bench().searches()).singleElement().satisfies(request -> {
            assertThat(request.space()).as("a side is of latents").isEqualTo(InversionSpace.Z);
            assertThat(request.steps()).isEqualTo(700);
        });
        assertThat(fixture.session.jobs()).isEmpty();
    }

    @Test
    void whatGoesWrongWithSeveralPicturesIsToldOnce() throws IOException {
        List<Path> files = new ArrayList<>(pictures("a.png", "b.png"));
        for (String name : List.of("w.txt", "x.txt", "y.txt", "z.txt")) {
            files.add(1, Files.writeString(folder.resolve(name), "no image"));
        }
        List<FailureText> told = new ArrayList<>();
        fixture.explore.troubleProperty().subscribe(trouble -> {
            if (trouble != null) {
                told.add(trouble);
            }
        });

        sides.putFiles(Side.MINUS, files);
        fixture.work();

        assertThat(on(Side.MINUS)).containsExactly("a.png", "b.png");
        assertThat(told).singleElement().satisfies(trouble -> {
            assertThat(trouble.problem())
                    .isEqualTo("4 of 6 pictures are on no side: z.txt, y.txt, x.txt and 1 more; of the first:"
                            + " z.txt is not an image.");
            assertThat(trouble.remedy()).isEqualTo("Choose a PNG or JPEG file.");
        });
    }

    @Test
    void theModelThatTakesNoPicturesSaysSoOnceForAll() throws IOException {
        List<Path> files = pictures("a.png", "b.png", "c.png");
        fixture.explore.open(FakeStudio.DENOISING);
        fixture.work();

        sides.putFiles(Side.PLUS, files);

        assertThat(Objects.requireNonNull(fixture.explore.troubleProperty().get())
                        .problem())
                .isEqualTo("The model fake-diffusion finds no latents of images.");
        assertThat(waiting()).isEmpty();
    }

    @Test
    void picturesOnTheirWayAreGivenUpWithTheirModel() throws IOException {
        sides.putFiles(Side.PLUS, pictures("a.png", "b.png"));
        fixture.explore.open(FakeStudio.COLOUR);
        fixture.work();

        assertThat(waiting()).isEmpty();
        assertThat(on(Side.PLUS)).isEmpty();
        assertThat(fixture.explore.troubleProperty().get()).isNull();
    }

    private List<Path> pictures(String... names) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            BufferedImage image = new BufferedImage(12, 9, BufferedImage.TYPE_INT_RGB);
            image.setRGB(files.size(), 3, 0xffffff);
            Path file = folder.resolve(name);
            ImageIO.write(image, "png", file.toFile());
            files.add(file);
        }
        return files;
    }

    private List<String> waiting() {
        return sides.pictures().waiting().stream()
                .map(SidePictures.Waiting::name)
                .toList();
    }

    private List<String> on(Side side) {
        return sides.on(side).stream()
                .map(pin -> ((Origin.Encoded) pin.state().origin()).file())
                .toList();
    }

    @Test
    void eachModelHasItsOwnSides() {
        sides.putCurrent(Side.PLUS);

        fixture.explore.open(FakeStudio.COLOUR);
        fixture.work();
        assertThat(sides.on(Side.PLUS)).isEmpty();

        fixture.explore.open(FakeStudio.GREY);
        fixture.work();
        assertThat(sides.on(Side.PLUS)).hasSize(1);
    }
}
