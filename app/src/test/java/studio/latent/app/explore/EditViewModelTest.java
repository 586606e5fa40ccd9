package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.engine.generate.EditSource;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.image.Raster;

class EditViewModelTest {
    private static final Raster GREY = new Raster(new ImageShape(1, 8, 8), new byte[64]);

    @TempDir
    Path folder;

    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.DENOISING);
    private final EditViewModel edit = fixture.explore.edit();

    private EditSource source() {
        return Objects.requireNonNull(
                Objects.requireNonNull(fixture.state().rendering()).source());
    }

    private static Raster mask(int place) {
        byte[] samples = new byte[64];
        samples[place] = (byte) 255;
        return new Raster(new ImageShape(1, 8, 8), samples);
    }

    @Test
    void onlyAModelThatDenoisesBeginsWithAnImage() {
        assertThat(edit.offeredProperty().get()).isTrue();
        assertThat(ExploreFixture.with(FakeStudio.GREY)
                        .explore
                        .edit()
                        .offeredProperty()
                        .get())
                .isFalse();
    }

    @Test
    void aPictureIsFittedToTheModelAndBecomesItsBeginning() throws Exception {
        Path file = folder.resolve("large.png");
        Files.write(file, PngFile.encode(new Raster(new ImageShape(3, 20, 30), new byte[1800]), Map.of()));

        fixture.explore.take(file);
        fixture.work();

        assertThat(edit.imageProperty().get()).isEqualTo(GREY);
        assertThat(source().strength()).isEqualTo(EditSource.USUAL_STRENGTH);
        assertThat(fixture.recipe().settings()).containsKeys("image", "strength");
    }

    @Test
    void strengthAndMaskArePartOfTheStateAndUndone() {
        edit.takeCurrent(GREY);
        edit.strengthProperty().set(0.8);
        fixture.explore.rest();
        edit.maskProperty().set(mask(9));
        fixture.explore.rest();
        assertThat(source()).isEqualTo(new EditSource(GREY, mask(9), 0.8));

        fixture.explore.undo();
        assertThat(edit.maskProperty().get()).isNull();
        assertThat(edit.strengthProperty().get()).isEqualTo(0.8);
        fixture.explore.undo();
        fixture.explore.undo();
        assertThat(edit.imageProperty().get()).isNull();
    }

    @Test
    void itsStrengthStaysAboveNothing() {
        edit.takeCurrent(GREY);
        edit.strengthProperty().set(0);
        assertThat(source().strength()).isEqualTo(EditViewModel.LEAST_STRENGTH);
    }

    @Test
    void withoutTheImageThereIsNoiseAlone() {
        edit.takeCurrent(GREY);
        edit.clear();

        assertThat(edit.imageProperty().get()).isNull();
        assertThat(Objects.requireNonNull(fixture.state().rendering()).source()).isNull();
    }

    @Test
    void anotherModelOfOtherImagesDoesWithoutIt() {
        edit.takeCurrent(GREY);
        fixture.explore.open(FakeStudio.COLOUR);
        fixture.work();

        assertThat(edit.offeredProperty().get()).isFalse();
        assertThat(edit.imageProperty().get()).isNull();
    }
}
