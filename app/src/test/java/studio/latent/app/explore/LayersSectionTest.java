package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import javafx.scene.control.ComboBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.FxTest;
import studio.latent.app.control.ImageCanvas;
import studio.latent.engine.image.Raster;

class LayersSectionTest extends FxTest {
    private final FxExplore fx = new FxExplore();
    private final LayersViewModel layers = fx.explore.layers();

    @BeforeEach
    void showViewer() {
        show(900, 300, () -> FxExplore.dressed(new LayersSection(layers, fx.parts())));
        onFx(() -> fx.explore.open(FakeStudio.STYLED));
        waitUntil("the model's image is there", () -> fx.isReady(FakeStudio.STYLED));
        onFx(() -> layers.shownProperty().set(true));
        waitUntil("the maps are there", () -> atlas().rasterProperty().get() != null);
    }

    @AfterEach
    void closeStudio() {
        fx.close();
    }

    private ImageCanvas atlas() {
        return find("#explore-layer-atlas", ImageCanvas.class);
    }

    @Test
    void theMapsOfTheChosenLayerFillTheirPlace() {
        Raster coarse =
                callFx(() -> Objects.requireNonNull(atlas().rasterProperty().get()));
        assertThat(layers.aspectProperty().get()).as("that of the canvas").isGreaterThan(1.5);
        assertThat(coarse.height()).as("three and two, one pixel apart").isEqualTo(9);

        @SuppressWarnings("unchecked")
        ComboBox<LayerChoice> box = find("#explore-layer", ComboBox.class);
        assertThat(box.getItems()).hasSize(5);
        onFx(() -> box.setValue(box.getItems().getLast()));
        waitUntil(
                "the maps are larger",
                () -> Objects.requireNonNull(atlas().rasterProperty().get()).height() >= 17);
        assertThat(atlas().getAccessibleText()).isEqualTo("Channels of the layer 8×8 · layer 2");
        picture();
    }

    @Test
    void itFollowsTheImageAndIsClosed() {
        Raster before =
                callFx(() -> Objects.requireNonNull(atlas().rasterProperty().get()));
        onFx(fx.explore.seeds()::rollDice);
        waitUntil(
                "the maps are those of the new image",
                () -> !before.equals(atlas().rasterProperty().get()));

        click("#explore-layers-close");
        assertThat(isShown("#explore-layers-section")).isFalse();
        assertThat(layers.shownProperty().get()).isFalse();
    }
}
