package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.explore.StyleMixViewModel.Part;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.engine.OpenModel;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.StyleMix;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.DecoderShift;

class MixGridViewModelTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.STYLED);
    private final StyleViewModel style = fixture.explore.style();
    private final MixGridViewModel grid = style.grid();

    private SamplerSettings settings() {
        return Objects.requireNonNull(fixture.state().rendering()).sampling();
    }

    private Raster image(int row, int column) {
        return Objects.requireNonNull(grid.imageProperty(row, column).get(), row + ", " + column);
    }

    private void open() {
        grid.shownProperty().set(true);
        fixture.work();
    }

    @Test
    void nothingIsComputedBeforeSomeoneLooks() {
        assertThat(fixture.engine).isEmpty();
        assertThat(grid.imageProperty(1, 1).get()).isNull();
    }

    @Test
    void eachCellIsWhatComesUnderTheHandWhenItIsPressed() {
        open();
        for (int row = 0; row <= MixGridViewModel.ROWS; row++) {
            for (int column = 0; column <= MixGridViewModel.COLUMNS; column++) {
                if (row + column > 0) {
                    Raster seen = image(row, column);
                    grid.take(row, column);
                    fixture.work();
                    assertThat(fixture.explore.imageProperty().get())
                            .as("row %d, column %d", row, column)
                            .isEqualTo(seen)
                            .isEqualTo(fixture.studio.imageOf(FakeStudio.STYLED, fixture.latent(), settings()));
                }
            }
        }
        assertThat(grid.imageProperty(0, 0).get()).isNull();
    }

    @Test
    void aCellIsTakenAsItWasDrawnAlsoWhereTheHandHasMovedTheStyles() {
        open();
        LatentState now = fixture.state();
        Rendering rendering = Objects.requireNonNull(now.rendering());
        OpenModel model = Objects.requireNonNull(fixture.session.modelProperty().get());
        DecoderShift shift = model.shiftOr(null).plus(new float[] {1, 0, 0}, 1, List.of());
        fixture.session.record(now.renderedBy(rendering.shiftedBy(shift)));
        fixture.work();
        Raster seen = image(2, 3);

        grid.take(2, 3);
        fixture.work();

        assertThat(fixture.explore.imageProperty().get()).isEqualTo(seen);
        assertThat(settings().styling().shift()).isNull();
    }

    @Test
    void aCellIsAWithTheChosenLayersOfBAndOneGesture() {
        open();
        style.mix().choose(Part.COARSE);
        fixture.work();
        Raster before = Objects.requireNonNull(fixture.explore.imageProperty().get());

        grid.take(0, 3);
        var third = fixture.latent();
        assertThat(settings().styling().mix()).as("a source is not mixed").isNull();
        grid.take(2, 3);

        assertThat(settings().styling().mix())
                .isEqualTo(new StyleMix(third, style.mix().chosenProperty().get()));
        assertThat(style.mix().otherProperty().get()).isEqualTo(third);
        assertThat(fixture.state().origin()).isInstanceOf(Origin.Seed.class);
        fixture.explore.undo();
        fixture.explore.undo();
        fixture.work();
        assertThat(fixture.explore.imageProperty().get()).isEqualTo(before);
    }

    @Test
    void theMixesFollowTheLayersAndTheGestures() {
        open();
        Raster cell = image(2, 2);
        Raster source = image(2, 0);

        style.mix().layers().get(0).chosenProperty().set(true);
        fixture.work();
        Raster otherLayers = image(2, 2);
        assertThat(otherLayers).isNotEqualTo(cell);
        assertThat(image(2, 0)).isEqualTo(source);

        style.truncationProperty().set(0.3);
        assertThat(fixture.engine)
                .as("only the image under the hand moves with it")
                .hasSize(1);
        fixture.explore.rest();
        fixture.work();
        assertThat(image(2, 2)).isNotEqualTo(otherLayers);
        assertThat(image(2, 0)).isNotEqualTo(source);
    }

    @Test
    void sourcesAreRolledAndTakenFromTheHand() {
        open();
        Raster a = image(1, 0);
        Raster b = image(0, 1);
        grid.rollRows();
        fixture.work();
        assertThat(image(1, 0)).isNotEqualTo(a);
        assertThat(image(0, 1)).isEqualTo(b);
        grid.rollColumns();
        fixture.work();
        assertThat(image(0, 1)).isNotEqualTo(b);

        Raster first = image(1, 0);
        grid.putRow();
        grid.putColumn();
        fixture.work();
        assertThat(image(1, 0)).isEqualTo(fixture.explore.imageProperty().get()).isEqualTo(image(0, 1));
        assertThat(image(2, 0)).isEqualTo(first);
    }

    @Test
    void aNewerTableWinsAndClosedItCostsNothing() {
        grid.shownProperty().set(true);
        grid.rollRows();
        grid.rollColumns();
        fixture.work();
        Raster seen = image(4, 8);
        grid.take(4, 8);
        fixture.work();
        assertThat(fixture.explore.imageProperty().get()).isEqualTo(seen);

        grid.shownProperty().set(false);
        style.mix().choose(Part.COARSE);
        fixture.work();
        assertThat(image(4, 8)).isEqualTo(seen);
    }

    @Test
    void aModelWithoutStylesClosesItAndAFailureIsTold() {
        open();
        fixture.explore.open(FakeStudio.GENERATOR);
        fixture.work();
        assertThat(grid.shownProperty().get()).isFalse();

        fixture.explore.open(FakeStudio.STYLED);
        fixture.work();
        fixture.studio.failNext(new OutOfDeviceMemory("There is no memory.", "Close something.", new Exception()));
        open();
        assertThat(fixture.explore.troubleProperty().get()).isNotNull();
    }
}
