package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.explore.StyleMixViewModel.Part;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.StyleMix;
import studio.latent.engine.model.Latent;

class StyleMixViewModelTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.STYLED);
    private final StyleMixViewModel mix = fixture.explore.style().mix();

    private SamplerSettings settings() {
        return Objects.requireNonNull(fixture.state().rendering()).sampling();
    }

    private @Nullable StyleMix mixed() {
        return settings().styling().mix();
    }

    private Latent other() {
        return Objects.requireNonNull(mix.otherProperty().get());
    }

    @Test
    void theLayersOfAModelWithStylesBeginWithTheFinerHalfAndOthersHaveNone() {
        assertThat(mix.layers()).extracting(StyleLayer::index).containsExactly(0, 1, 2, 3, 4);
        assertThat(mix.layers()).extracting(StyleLayer::width).containsExactly(2, 4, 4, 8, 8);
        assertThat(mix.chosenProperty().get()).containsExactly(3, 4);
        assertThat(mixed()).as("there is no B yet").isNull();

        fixture.explore.open(FakeStudio.GENERATOR);
        fixture.work();

        assertThat(mix.layers()).isEmpty();
    }

    @Test
    void anImageThatNobodyChoseIsMixedInAsOneGestureAndItsOwnImageIsSeen() {
        Latent before = fixture.latent();

        mix.roll();
        fixture.work();

        assertThat(mixed()).isEqualTo(new StyleMix(other(), mix.chosenProperty().get()));
        assertThat(fixture.latent()).as("A stays").isEqualTo(before);
        assertThat(fixture.explore.imageProperty().get())
                .isEqualTo(fixture.studio.imageOf(FakeStudio.STYLED, before, settings()));
        SamplerSettings plain = settings().styled(settings().styling().mixedWith(null));
        assertThat(mix.otherImageProperty().get()).isEqualTo(fixture.studio.imageOf(FakeStudio.STYLED, other(), plain));

        fixture.explore.undo();
        assertThat(mixed()).isNull();
        assertThat(mix.otherProperty().get()).isNull();
        fixture.explore.redo();
        assertThat(mixed()).isEqualTo(new StyleMix(other(), mix.chosenProperty().get()));
    }

    @Test
    void aLayerSwitchedChangesTheImageAndUndoSwitchesItBack() {
        mix.layers().get(0).chosenProperty().set(true);
        assertThat(mixed()).as("without B only the choice changes").isNull();

        mix.takeCurrent();
        assertThat(Objects.requireNonNull(mixed()).layers()).containsExactly(0, 3, 4);
        mix.layers().get(4).chosenProperty().set(false);
        fixture.explore.rest();
        assertThat(Objects.requireNonNull(mixed()).layers()).containsExactly(0, 3);

        fixture.explore.undo();

        assertThat(mix.layers().get(4).chosenProperty().get()).isTrue();
        assertThat(mix.chosenProperty().get()).containsExactly(0, 3, 4);
    }

    @Test
    void allLayersOffKeepTheImageThatIsMixedIn() {
        mix.roll();
        Latent other = other();
        mix.layers().forEach(layer -> layer.chosenProperty().set(false));
        fixture.explore.rest();

        assertThat(Objects.requireNonNull(mixed()).layers()).isEmpty();
        assertThat(mix.otherProperty().get()).isEqualTo(other);
    }

    @Test
    void aThirdOfTheLayersIsChosenAtOnce() {
        mix.roll();
        mix.choose(Part.COARSE);
        assertThat(Objects.requireNonNull(mixed()).layers()).containsExactly(0);
        mix.choose(Part.MIDDLE);
        assertThat(Objects.requireNonNull(mixed()).layers()).containsExactly(1, 2);
        mix.choose(Part.FINE);
        assertThat(Objects.requireNonNull(mixed()).layers()).containsExactly(3, 4);

        fixture.explore.undo();
        assertThat(Objects.requireNonNull(mixed()).layers()).containsExactly(1, 2);
    }

    @Test
    void otherGesturesKeepTheMixAndClearingTakesItAwayButNotTheLayers() {
        mix.roll();
        mix.choose(Part.COARSE);
        StyleMix before = mixed();
        fixture.explore.seeds().rollDice();
        assertThat(mixed()).isEqualTo(before);

        mix.clear();

        assertThat(mixed()).isNull();
        assertThat(mix.otherProperty().get()).isNull();
        assertThat(mix.chosenProperty().get()).containsExactly(0);
        fixture.work();
        assertThat(mix.otherImageProperty().get()).isNull();
    }

    @Test
    void theImageOfBFollowsTruncationWhenTheHandRests() {
        mix.roll();
        fixture.work();
        fixture.explore.style().truncationProperty().set(0.5);
        fixture.explore.rest();
        fixture.work();

        SamplerSettings plain = settings().styled(settings().styling().mixedWith(null));
        assertThat(plain.styling().truncation()).isEqualTo(0.5);
        assertThat(mix.otherImageProperty().get()).isEqualTo(fixture.studio.imageOf(FakeStudio.STYLED, other(), plain));
    }

    @Test
    void theRecipeHoldsTheMix() {
        mix.roll();
        assertThat(fixture.recipe().settings())
                .containsEntry("styleLayers", "3-4")
                .containsKey("styleLatent")
                .doesNotContainKey("sampler");
        assertThat(SamplerSettings.of(fixture.recipe().settings()).styling().mix())
                .isEqualTo(mixed());
    }

    @Test
    void aMixIsNothingForAModelWithoutStyles() {
        mix.roll();

        fixture.explore.open(FakeStudio.GENERATOR);
        fixture.work();

        assertThat(mixed()).isNull();
        assertThat(fixture.explore.troubleProperty().get()).isNull();
        fixture.explore.undo();
        fixture.work();
        assertThat(mixed()).as("back at the model with styles").isNotNull();
        assertThat(mix.layers()).hasSize(5);
    }
}
