package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.FxTest;
import studio.latent.engine.direction.DirectionSpace;

class DirectionPlaceRowTest extends FxTest {
    private final FxExplore fx = new FxExplore();
    private final DirectionPlaceChoice place =
            fx.explore.directionStudio().wish().place();
    private final SimpleBooleanProperty ofAttribute = new SimpleBooleanProperty();

    @BeforeEach
    void showRow() {
        show(480, 120, () -> FxExplore.dressed(new DirectionPlaceRow(place, ofAttribute, fx.parts())));
        onFx(() -> fx.explore.open(FakeStudio.STYLED));
        waitUntil("the model's image is there", () -> fx.isReady(FakeStudio.STYLED));
    }

    @AfterEach
    void closeStudio() {
        fx.close();
    }

    private void press(String id) {
        ButtonBase button = find(id, ButtonBase.class);
        onFx(button::fire);
    }

    @Test
    void layersAreSwitchedInWAndNotSeenInZ() {
        assertThat(find("#explore-studio-place-w", ToggleButton.class).isSelected())
                .isTrue();
        press("#explore-studio-layer-4");
        assertThat(place.place().layers()).containsExactly(0, 1, 2, 3);
        assertThat(find("#explore-studio-layer-4", ToggleButton.class).getAccessibleText())
                .isEqualTo("Layer 4, 8×8");
        press("#explore-studio-place-coarse");
        assertThat(place.place().layers()).containsExactly(0);
        assertThat(find("#explore-studio-layer-0", ToggleButton.class).isSelected())
                .isTrue();
        picture();

        ToggleButton byLayer = find("#explore-studio-place-w-plus", ToggleButton.class);
        assertThat(byLayer.isDisabled()).isTrue();
        onFx(() -> {
            fx.explore.directionStudio().wish().sourceProperty().set(DirectionWish.Source.ATTRIBUTE);
            ofAttribute.set(true);
        });
        press("#explore-studio-place-w-plus");
        assertThat(place.place().space()).isEqualTo(DirectionSpace.W_PLUS);
        assertThat(place.place().layers()).containsExactly(0);
        assertThat(isShown("#explore-studio-place-layers")).isTrue();

        press("#explore-studio-place-feature-maps");
        assertThat(place.place().space()).isEqualTo(DirectionSpace.FEATURE_MAPS);
        assertThat(isShown("#explore-studio-place-layers")).isFalse();
        assertThat(isShown("#explore-studio-place-map-layer")).isTrue();
        picture();

        press("#explore-studio-place-z");
        assertThat(isShown("#explore-studio-place-map-layer")).isFalse();
        assertThat(place.place().space()).isEqualTo(DirectionSpace.Z);
        assertThat(isShown("#explore-studio-place-layers")).isFalse();
    }
}
