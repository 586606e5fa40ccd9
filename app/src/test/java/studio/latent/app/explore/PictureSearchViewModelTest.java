package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.engine.generate.InversionRequest;
import studio.latent.engine.generate.InversionSpace;

class PictureSearchViewModelTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final PictureSearchViewModel search = fixture.explore.pictureSearch();

    private void open(String model) {
        fixture.explore.open(model);
        fixture.work();
    }

    @Test
    void aModelWithAnEncoderIsAskedForItsAnswerUnlessTheSearchGoesOn() {
        assertThat(search.offeredProperty().get()).isTrue();
        assertThat(search.encodesProperty().get()).isTrue();
        assertThat(search.searchesProperty().get()).isFalse();
        assertThat(search.request()).isNull();

        search.goesOnProperty().set(true);

        assertThat(search.searchesProperty().get()).isTrue();
        assertThat(search.spaciousProperty().get()).as("without styles").isFalse();
        assertThat(search.request()).isEqualTo(InversionRequest.USUAL);
    }

    @Test
    void aModelThatOnlyDecodesIsSearchedInTheSpaceThatWasChosen() {
        open(FakeStudio.GENERATOR);
        assertThat(search.encodesProperty().get()).isFalse();
        assertThat(search.searchesProperty().get()).isTrue();
        assertThat(search.spaciousProperty().get()).isFalse();
        assertThat(search.request()).isEqualTo(InversionRequest.USUAL);

        open(FakeStudio.STYLED);
        search.spaceProperty().set(InversionSpace.W);
        assertThat(search.spaciousProperty().get()).isTrue();
        assertThat(Objects.requireNonNull(search.request()).space()).isEqualTo(InversionSpace.W);
        assertThat(Objects.requireNonNull(search.latentRequest()).space()).isEqualTo(InversionSpace.Z);
    }

    @Test
    void aModelThatSamplesInStepsIsNotSearchedAndTheSettingsStayForTheNext() {
        search.goesOnProperty().set(true);
        search.stepsProperty().set(50);
        open(FakeStudio.DENOISING);
        assertThat(search.offeredProperty().get()).isFalse();
        assertThat(search.request()).isNull();

        open(FakeStudio.COLOUR);
        assertThat(Objects.requireNonNull(search.request()).steps()).isEqualTo(50);
    }
}
