package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.DirectionSpace;

class DirectionPlaceChoiceTest {
    private static DirectionPlaceChoice of(String model) {
        return ExploreFixture.with(model).explore.directionStudio().wish().place();
    }

    @Test
    void aModelWithoutStylesLeavesNoChoice() {
        DirectionPlaceChoice place = of(FakeStudio.GREY);

        assertThat(place.offeredProperty().get()).isFalse();
        assertThat(place.place()).isEqualTo(DirectionPlace.LATENTS);
    }

    @Test
    void aModelWithStylesBeginsWithThoseOfAllLayers() {
        DirectionPlaceChoice place = of(FakeStudio.STYLED);

        assertThat(place.offeredProperty().get()).isTrue();
        assertThat(place.layers()).extracting(StyleLayer::width).containsExactly(2, 4, 4, 8, 8);
        assertThat(place.place()).isEqualTo(new DirectionPlace(DirectionSpace.W, new TreeSet<>()));
        place.spaceProperty().set(DirectionSpace.Z);
        assertThat(place.place()).isEqualTo(DirectionPlace.LATENTS);
    }

    @Test
    void whatOneLayerMakesIsAPlaceOfEveryModelThatShowsItsLayers() {
        DirectionPlaceChoice place = of(FakeStudio.STYLED);
        place.spaceProperty().set(DirectionSpace.FEATURE_MAPS);
        assertThat(place.place().layers())
                .as("the coarsest: none is an eighth as wide as the image")
                .containsExactly(0);
        place.mapLayerProperty().set(place.mapLayers().get(3));

        assertThat(place.place()).isEqualTo(new DirectionPlace(DirectionSpace.FEATURE_MAPS, new TreeSet<>(List.of(3))));
        assertThat(place.readyProperty().get()).isTrue();
    }

    @Test
    void layersAreChosenOneByOneOrByThirdsAndWithoutAnyThereIsNothingToMove() {
        DirectionPlaceChoice place = of(FakeStudio.STYLED);

        place.chooseThird(1);
        assertThat(place.place().layers()).containsExactly(1, 2);
        place.chooseThird(1);
        assertThat(place.place().layers()).as("all again").isEmpty();
        place.layers().getFirst().chosenProperty().set(false);
        assertThat(place.place().layers()).isEqualTo(new TreeSet<>(List.of(1, 2, 3, 4)));
        place.layers().forEach(layer -> layer.chosenProperty().set(false));
        assertThat(place.readyProperty().get()).isFalse();
        place.spaceProperty().set(DirectionSpace.Z);
        assertThat(place.readyProperty().get()).isTrue();
    }
}
