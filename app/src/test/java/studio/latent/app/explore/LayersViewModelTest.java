package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeBench;
import studio.latent.app.FakeStudio;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.generate.FeatureMaps;
import studio.latent.engine.image.Raster;

class LayersViewModelTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.STYLED);
    private final LayersViewModel layers = fixture.explore.layers();

    private int looks() {
        return fixture.studio.bench().looks();
    }

    private Raster expected() {
        var layer = Objects.requireNonNull(layers.chosenProperty().get()).layer();
        return FakeBench.maps(layer, fixture.latent(), fixture.state().renderingOrUsual())
                .atlas(FeatureMaps.columns(
                        layer.shape(), layers.aspectProperty().get()));
    }

    @Test
    void layersAreNumberedAmongThoseOfTheirSize() {
        assertThat(layers.offeredProperty().get()).isTrue();
        assertThat(layers.layers())
                .extracting(choice -> choice.layer().shape().width(), LayerChoice::number, LayerChoice::alone)
                .containsExactly(
                        tuple(2, 1, true),
                        tuple(4, 1, false),
                        tuple(4, 2, false),
                        tuple(8, 1, false),
                        tuple(8, 2, false));
        assertThat(layers.chosenProperty().get())
                .as("the middle one")
                .isEqualTo(layers.layers().get(2));
    }

    @Test
    void mapsAreSeenWhileSomeoneLooksAndFollowTheImage() {
        fixture.explore.seeds().rollDice();
        fixture.work();
        assertThat(looks()).isZero();

        layers.shownProperty().set(true);
        fixture.work();
        assertThat(layers.atlasProperty().get()).isEqualTo(expected());

        layers.chosenProperty().set(layers.layers().getLast());
        fixture.work();
        assertThat(layers.atlasProperty().get()).isEqualTo(expected());

        fixture.explore.style().mix().roll();
        fixture.work();
        assertThat(layers.atlasProperty().get()).isEqualTo(expected());
        int before = looks();
        layers.shownProperty().set(false);
        fixture.explore.seeds().rollDice();
        fixture.work();
        assertThat(looks()).isEqualTo(before);
    }

    @Test
    void ofManyMovesOnlyTheFirstAndTheLastAreLookedAt() {
        layers.shownProperty().set(true);
        fixture.work();
        int before = looks();
        for (int i = 1; i <= 20; i++) {
            fixture.explore.style().truncationProperty().set(1 - i * 0.01);
        }
        fixture.work();

        assertThat(looks() - before).isEqualTo(2);
        assertThat(layers.atlasProperty().get()).isEqualTo(expected());
    }

    @Test
    void theAtlasFitsItsPlace() {
        layers.chosenProperty().set(layers.layers().getFirst());
        layers.shownProperty().set(true);
        layers.aspectProperty().set(10);
        fixture.work();
        Raster wide = Objects.requireNonNull(layers.atlasProperty().get());
        layers.aspectProperty().set(0.1);
        fixture.work();
        Raster high = Objects.requireNonNull(layers.atlasProperty().get());

        assertThat(wide.width()).isEqualTo(14);
        assertThat(wide.height()).isEqualTo(2);
        assertThat(high.width()).isEqualTo(2);
        assertThat(high.height()).isEqualTo(14);
    }

    @Test
    void aModelWithoutLayersClosesTheViewerAndAFailureIsToldOnce() {
        layers.shownProperty().set(true);
        fixture.work();
        fixture.studio.failNext(new BadOption("There is no such layer.", "Choose another."));
        layers.chosenProperty().set(layers.layers().get(1));
        fixture.work();
        assertThat(fixture.explore.troubleProperty().get()).isNotNull();
        assertThat(fixture.engine).isEmpty();

        fixture.explore.open(FakeStudio.GREY);
        fixture.work();
        assertThat(layers.offeredProperty().get()).isFalse();
        assertThat(layers.shownProperty().get()).isFalse();
        assertThat(layers.atlasProperty().get()).isNull();
        assertThat(layers.chosenProperty().get()).isNull();
    }

    @Test
    void aGeneratorWithoutStylesShowsItsLayersToo() {
        fixture.explore.open(FakeStudio.GENERATOR);
        fixture.work();
        layers.shownProperty().set(true);
        fixture.work();
        assertThat(layers.layers()).hasSize(2);
        assertThat(layers.atlasProperty().get()).isEqualTo(expected());
    }
}
