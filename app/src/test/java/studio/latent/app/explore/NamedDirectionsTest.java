package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeDirections;
import studio.latent.app.FakeStudio;
import studio.latent.app.session.Origin;
import studio.latent.engine.OpenModel;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionOrigin;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.generate.InversionSpace;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.model.DecoderShift;

class NamedDirectionsTest {
    @TempDir
    Path folder;

    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final NamedDirections directions = fixture.explore.namedDirections();

    private void save(String name) {
        var model = fixture.session.modelProperty().get();
        if (model == null) {
            throw new AssertionError("there is no model");
        }
        fixture.studio
                .directions()
                .save(
                        model,
                        FakeDirections.along(
                                name,
                                4,
                                3,
                                new DirectionOrigin(DirectionMethod.MEAN_DIFFERENCE, "", "", List.of(), 1, 1, 1)));
        fixture.work();
        directions.refresh();
        fixture.work();
    }

    @Test
    void aSliderShowsWhereTheLatentLies() {
        assertThat(directions.rows()).extracting(NamedDirections.Row::name).containsExactly(FakeDirections.READY);

        NamedDirections.Row row = directions.rows().getFirst();
        assertThat(row.kind()).isEqualTo(NamedDirections.Kind.READY);
        assertThat(row.leak()).isNaN();
        assertThat(row.valueProperty().get()).isCloseTo(fixture.latent().values()[0], within(1e-3));
        fixture.explore.seeds().seedProperty().set(99);
        assertThat(row.valueProperty().get()).isCloseTo(fixture.latent().values()[0], within(1e-3));
    }

    @Test
    void movingASliderIsAGestureThatCanBeUndone() {
        fixture.explore.rest();
        float before = fixture.latent().values()[0];

        directions.rows().getFirst().valueProperty().set(2.5);
        fixture.explore.rest();

        assertThat(fixture.latent().values()[0]).isEqualTo(2.5f);
        assertThat(fixture.state().origin()).isEqualTo(new Origin.Named(FakeDirections.READY));
        assertThat(fixture.explore.captionProperty().get()).contains(FakeDirections.READY);
        fixture.explore.undo();
        assertThat(fixture.latent().values()[0]).isEqualTo(before);
        assertThat(directions.rows().getFirst().valueProperty().get()).isCloseTo(before, within(1e-3));
    }

    @Test
    void theUsersOwnCanBeDeletedAndThoseOfTheModelCannot() {
        save("grin");
        assertThat(directions.rows())
                .extracting(NamedDirections.Row::name)
                .containsExactly(FakeDirections.READY, "grin");
        assertThat(directions.isOwn("grin")).isTrue();

        directions.delete(directions.rows().getFirst());
        directions.delete(directions.rows().get(1));
        fixture.work();

        assertThat(directions.rows()).extracting(NamedDirections.Row::name).containsExactly(FakeDirections.READY);
        assertThat(Objects.requireNonNull(directions.deletedProperty().get()).name())
                .isEqualTo("grin");

        directions.restore();
        fixture.work();

        assertThat(directions.rows())
                .extracting(NamedDirections.Row::name)
                .containsExactly(FakeDirections.READY, "grin");
        assertThat(directions.deletedProperty().get()).isNull();
    }

    @Test
    void aDirectionInStylesMovesThemAndNotTheLatentAndCanBeUndone() {
        fixture.explore.open(FakeStudio.STYLED);
        fixture.work();
        saveInStyles("pose", 1, List.of(0, 1));
        NamedDirections.Row row = directions.rows().getLast();
        assertThat(row.movesLatents()).isFalse();
        assertThat(row.layers()).isEqualTo("0-1");
        assertThat(row.valueProperty().get()).isZero();
        fixture.explore.rest();
        var before = fixture.state();

        row.valueProperty().set(2);
        fixture.explore.rest();

        DecoderShift shift = shift();
        assertThat(shift.styles()).startsWith(0, 1, 0, 0, 1, 0, 0, 0).hasSize(15);
        assertThat(fixture.latent()).isEqualTo(before.latent());
        assertThat(fixture.recipe().seed()).as("the seed still makes it").isNotNull();
        assertThat(SamplerSettings.of(fixture.recipe().settings()).styling().shift())
                .isEqualTo(shift);
        assertThat(directions.shiftedProperty().get()).isTrue();

        fixture.explore.undo();
        assertThat(row.valueProperty().get()).isZero();
        assertThat(fixture.state()).isEqualTo(before);
        fixture.explore.redo();
        assertThat(row.valueProperty().get()).isCloseTo(2, within(1e-6));
        row.valueProperty().set(0);
        assertThat(fixture.state()).as("there and back").isEqualTo(before);
    }

    @Test
    void aDirectionInFeatureMapsMovesWhatALayerMakesOfAnyModelThatShowsItsLayers() {
        for (String name : List.of(FakeStudio.LAYERED, FakeStudio.GENERATOR, FakeStudio.STYLED)) {
            fixture.explore.open(name);
            fixture.work();
            OpenModel model =
                    Objects.requireNonNull(fixture.session.modelProperty().get());
            int size = model.mapSizes().get(1);
            fixture.studio.directions().save(model, FakeDirections.ofMaps("grin " + name, 1, size, 3));
            fixture.work();
            directions.refresh();
            fixture.work();
            NamedDirections.Row row = directions.rows().getLast();
            assertThat(row.name()).isEqualTo("grin " + name);
            assertThat(row.space()).isEqualTo(DirectionSpace.FEATURE_MAPS);
            assertThat(row.layers()).isEqualTo("1");
            fixture.explore.rest();
            var before = fixture.state();

            row.valueProperty().set(2);
            fixture.explore.rest();

            assertThat(shift().maps()).as(name).containsOnlyKeys(1);
            assertThat(Objects.requireNonNull(shift().maps().get(1)).positions())
                    .containsExactly(3);
            assertThat(Objects.requireNonNull(shift().maps().get(1)).values()).containsExactly(1);
            assertThat(fixture.latent()).isEqualTo(before.latent());
            assertThat(SamplerSettings.of(fixture.recipe().settings()).styling().shift())
                    .isEqualTo(shift());
            fixture.explore.undo();
            assertThat(fixture.state()).isEqualTo(before);
            fixture.explore.redo();
            assertThat(row.valueProperty().get()).isCloseTo(2, within(1e-6));

            assertThat(directions.shiftedProperty().get()).isTrue();
            directions.takeBack();
            assertThat(row.valueProperty().get()).isZero();
            fixture.explore.undo();
            fixture.explore.seeds().seedProperty().set(4711 + name.length());
            assertThat(row.valueProperty().get())
                    .as("of a new latent nothing is moved in " + name)
                    .isZero();
        }
    }

    @Test
    void theLatentsOwnStylesComeBackByAGestureAndWithANewSeed() {
        fixture.explore.open(FakeStudio.STYLED);
        fixture.work();
        saveInStyles("pose", 1, List.of());
        NamedDirections.Row row = directions.rows().getLast();
        assertThat(row.layers()).isEmpty();
        row.valueProperty().set(1);
        fixture.explore.rest();

        directions.takeBack();
        assertThat(row.valueProperty().get()).isZero();
        assertThat(directions.shiftedProperty().get()).isFalse();
        fixture.explore.undo();
        assertThat(row.valueProperty().get()).isCloseTo(1, within(1e-6));

        fixture.explore.seeds().seedProperty().set(4711);
        assertThat(row.valueProperty().get()).isZero();
    }

    @Test
    void aPictureThatWasSearchedByLayerMovesAlongADirectionAndComesBack() throws IOException {
        fixture.explore.open(FakeStudio.STYLED);
        fixture.work();
        saveInStyles("pose", 1, List.of(0, 1));
        NamedDirections.Row row = directions.rows().getLast();
        Path own = folder.resolve("own.png");
        fixture.explore.save(folder.resolve("saved.png"));
        fixture.work();
        Files.copy(folder.resolve("saved.png"), own);

        assertThat(fixture.explore.pictureSearch().spaceProperty().get()).isEqualTo(InversionSpace.W_PLUS);
        fixture.explore.take(own);
        fixture.work();
        var found = fixture.state();
        var image = fixture.explore.imageProperty().get();
        assertThat(found.origin()).isEqualTo(new Origin.Encoded("own.png"));
        assertThat(shift().styles()).containsOnly(2).hasSize(15);
        assertThat(row.valueProperty().get())
                .as("where the styles that were found lie")
                .isCloseTo(4, within(1e-6));

        row.valueProperty().set(6);
        fixture.explore.rest();
        fixture.work();
        assertThat(shift().styles()).containsExactly(2, 3, 2, 2, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);
        assertThat(fixture.latent()).isEqualTo(found.latent());
        assertThat(fixture.explore.imageProperty().get()).as("the image moves").isNotEqualTo(image);

        fixture.explore.undo();
        fixture.work();
        assertThat(fixture.state()).isEqualTo(found);
        assertThat(fixture.explore.imageProperty().get()).isEqualTo(image);
        assertThat(row.valueProperty().get()).isCloseTo(4, within(1e-6));
    }

    private DecoderShift shift() {
        return Objects.requireNonNull(
                fixture.state().renderingOrUsual().sampling().styling().shift());
    }

    private void saveInStyles(String name, int coordinate, List<Integer> layers) {
        OpenModel model = Objects.requireNonNull(fixture.session.modelProperty().get());
        fixture.studio.directions().save(model, FakeDirections.ofStyles(name, coordinate, layers));
        fixture.work();
        directions.refresh();
        fixture.work();
    }

    @Test
    void filesThatCannotBeUsedAreNamed() {
        fixture.studio.directions().problem("The directions in a.json are of another model.");
        directions.refresh();
        fixture.work();

        assertThat(directions.problemProperty().get()).contains("a.json");
    }

    @Test
    void anotherModelHasItsOwn() {
        save("grin");

        fixture.explore.open(FakeStudio.COLOUR);
        fixture.work();

        assertThat(directions.rows()).extracting(NamedDirections.Row::name).containsExactly(FakeDirections.READY);
    }
}
