package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.Styling;

class StyleViewModelTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GENERATOR);
    private final StyleViewModel style = fixture.explore.style();
    private final ExploreFixture styled = ExploreFixture.with(FakeStudio.STYLED);
    private final StyleViewModel noisy = styled.explore.style();

    private SamplerSettings settings() {
        return Objects.requireNonNull(fixture.state().rendering()).sampling();
    }

    @Test
    void aGeneratorOffersStyleAndNoSampling() {
        assertThat(style.offeredProperty().get()).isTrue();
        assertThat(fixture.explore.sampling().offeredProperty().get()).isFalse();
        assertThat(fixture.explore.edit().offeredProperty().get()).isFalse();
        assertThat(fixture.explore.seeds().temperedProperty().get())
                .as("truncation takes its place")
                .isFalse();
        assertThat(ExploreFixture.with(FakeStudio.GREY)
                        .explore
                        .style()
                        .offeredProperty()
                        .get())
                .isFalse();
        assertThat(ExploreFixture.with(FakeStudio.DENOISING)
                        .explore
                        .style()
                        .offeredProperty()
                        .get())
                .isFalse();
    }

    @Test
    void aGeneratorWithClassesBeginsWithTheFirstOneAndNoGuidance() {
        assertThat(settings().wishes()).containsExactlyEntriesOf(Map.of("coat", 1.0));
        assertThat(settings().guidanceScale()).isEqualTo(1);
    }

    @Test
    void truncationAndClassArePartOfTheStateAndTheImageFollows() {
        style.truncationProperty().set(0.5);
        style.wishes().choose(style.wishes().choices().getFirst().wishes().getLast());
        fixture.work();

        assertThat(settings().styling().truncation()).isEqualTo(0.5);
        assertThat(settings().wishes()).containsExactlyEntriesOf(Map.of("bag", 1.0));
        assertThat(fixture.explore.imageProperty().get())
                .isEqualTo(fixture.studio.imageOf(FakeStudio.GENERATOR, fixture.latent(), settings()));
        assertThat(fixture.recipe().settings())
                .containsEntry("truncation", "0.5")
                .containsEntry("wish.bag", "1.0")
                .doesNotContainKeys("sampler", "steps");
    }

    @Test
    void undoBringsTruncationBackAndOtherGesturesKeepIt() {
        style.truncationProperty().set(0.7);
        fixture.explore.rest();
        fixture.explore.seeds().rollDice();
        assertThat(settings().styling().truncation()).isEqualTo(0.7);

        fixture.explore.undo();
        fixture.explore.undo();

        assertThat(settings().styling().truncation()).isEqualTo(1);
        assertThat(style.truncationProperty().get()).isEqualTo(1);
    }

    @Test
    void onlyAModelWithStylesHasNoiseInItsLayers() {
        assertThat(style.styledProperty().get()).isFalse();
        style.noiseProperty().set(0.5);
        assertThat(settings().styling()).isEqualTo(Styling.USUAL);

        assertThat(style.grainedProperty().get()).isFalse();
        assertThat(styled.explore.style().styledProperty().get()).isTrue();
        assertThat(noisy.grainedProperty().get()).isTrue();
        assertThat(noisy.noisyProperty().get()).isTrue();
        assertThat(noisy.noiseSeedProperty().get()).as("the model's own").isNull();
    }

    private Styling styling() {
        return Objects.requireNonNull(styled.state().rendering()).sampling().styling();
    }

    @Test
    void noiseIsSwitchedOffAndOnAgainAsStrongAsItWas() {
        noisy.noiseProperty().set(0.4);
        styled.explore.rest();
        noisy.noisyProperty().set(false);
        styled.explore.rest();
        assertThat(styling().noise()).isZero();
        assertThat(noisy.noiseProperty().get()).isEqualTo(0.4);

        noisy.noisyProperty().set(true);
        styled.explore.rest();
        assertThat(styling().noise()).isEqualTo(0.4);

        styled.explore.undo();
        assertThat(noisy.noisyProperty().get()).isFalse();
        styled.explore.undo();
        styled.explore.undo();
        assertThat(styling().noise()).isEqualTo(1);
        assertThat(noisy.noiseProperty().get()).isEqualTo(1);
    }

    @Test
    void aStrengthOfZeroIsOffAndMovingItSwitchesOn() {
        noisy.noiseProperty().set(0);
        assertThat(noisy.noisyProperty().get()).isFalse();
        noisy.noisyProperty().set(true);
        assertThat(styling().noise()).isEqualTo(1);
        noisy.noisyProperty().set(false);
        noisy.noiseProperty().set(2);
        assertThat(noisy.noisyProperty().get()).isTrue();
        assertThat(styling().noise()).isEqualTo(2);
    }

    @Test
    void noiseOfASeedIsAGestureAndInTheRecipe() {
        noisy.noisyProperty().set(false);
        noisy.rollNoise();
        styled.work();
        Long seed = noisy.noiseSeedProperty().get();

        assertThat(seed).isNotNull();
        assertThat(styling()).isEqualTo(Styling.USUAL.withNoiseOf(seed));
        assertThat(styled.recipe().settings()).containsEntry("layerNoiseSeed", "" + seed);
        assertThat(styled.explore.imageProperty().get())
                .isEqualTo(styled.studio.imageOf(
                        FakeStudio.STYLED,
                        styled.latent(),
                        Objects.requireNonNull(styled.state().rendering()).sampling()));

        noisy.ownNoise();
        assertThat(styling()).isEqualTo(Styling.USUAL);
        styled.explore.undo();
        assertThat(noisy.noiseSeedProperty().get()).isEqualTo(seed);
    }

    @Test
    void whatADiffusionModelWasMadeFromIsNothingForAGenerator() {
        ExploreFixture diffusion = ExploreFixture.with(FakeStudio.DENOISING);
        diffusion.explore.edit().takeCurrent(diffusion.expectedImage());

        diffusion.explore.open(FakeStudio.GENERATOR);
        diffusion.work();

        Rendering rendering = Objects.requireNonNull(diffusion.state().rendering());
        assertThat(rendering.source()).isNull();
    }
}
