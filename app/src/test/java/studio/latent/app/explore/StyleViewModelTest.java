package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;

class StyleViewModelTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GENERATOR);
    private final StyleViewModel style = fixture.explore.style();

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
    void whatADiffusionModelWasMadeFromIsNothingForAGenerator() {
        ExploreFixture diffusion = ExploreFixture.with(FakeStudio.DENOISING);
        diffusion.explore.edit().takeCurrent(diffusion.expectedImage());

        diffusion.explore.open(FakeStudio.GENERATOR);
        diffusion.work();

        Rendering rendering = Objects.requireNonNull(diffusion.state().rendering());
        assertThat(rendering.source()).isNull();
    }
}
