package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.FxTest;

class BottomPanelsTest extends FxTest {
    private final FxExplore fx = new FxExplore();

    @BeforeEach
    void showExplore() {
        show(1280, 800, () -> new ExploreView(fx.explore, fx.messages, FxExplore.NO_FILE));
        open(FakeStudio.STYLED);
    }

    @AfterEach
    void closeStudio() {
        fx.close();
    }

    private void open(String model) {
        onFx(() -> fx.explore.open(model));
        waitUntil("the model's image is there", () -> fx.isReady(model));
    }

    @Test
    void onePanelTakesThePlaceOfTheFilmStripAndTheNextOneItsPlace() {
        assertThat(isShown(".bottom")).isTrue();

        click("#explore-layers");
        assertThat(isShown("#explore-layers-section")).isTrue();
        assertThat(isShown(".bottom")).isFalse();
        click("#explore-mix-table");
        assertThat(isShown("#explore-mix-grid")).isTrue();
        assertThat(isShown("#explore-layers-section")).isFalse();
        picture();
        onFx(() -> fx.explore.directionStudio().shownProperty().set(true));
        assertThat(isShown("#explore-mix-grid")).isFalse();

        onFx(() -> fx.explore.directionStudio().shownProperty().set(false));
        assertThat(isShown(".bottom")).isTrue();
    }

    @Test
    void aModelThatHasNoneOfItClosesThePanelAndItsButton() {
        click("#explore-layers");
        open(FakeStudio.DENOISING);

        assertThat(isShown("#explore-layers-section")).isFalse();
        assertThat(isShown("#explore-layers")).isFalse();
        assertThat(isShown(".bottom")).isTrue();
    }
}
