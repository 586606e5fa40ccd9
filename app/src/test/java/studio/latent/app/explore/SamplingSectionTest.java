package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.FxTest;
import studio.latent.app.control.ParameterSlider;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;

class SamplingSectionTest extends FxTest {
    private final FxExplore fx = new FxExplore();

    @BeforeEach
    void showSection() {
        show(
                340,
                700,
                () -> FxExplore.dressed(
                        new SamplingSection(fx.explore.sampling(), fx.explore.classifier(), fx.parts())));
        onFx(() -> fx.explore.open(FakeStudio.DENOISING));
        waitUntil("the model's image is there", () -> fx.isReady(FakeStudio.DENOISING));
    }

    @AfterEach
    void closeStudio() {
        fx.close();
    }

    private SamplerSettings settings() {
        return callFx(() -> Objects.requireNonNull(fx.session.renderingProperty().get())
                .sampling());
    }

    private TextField field(String id) {
        return (TextField) find("#" + id, ParameterSlider.class).lookup(".text-field");
    }

    @Test
    void aGuidanceBeyondTheTrackIsTypedAndShown() {
        focus(field("explore-guidance"));
        onFx(() -> field("explore-guidance").selectAll());
        type("20");
        press(KeyCode.ENTER);
        assertThat(settings().guidanceScale()).isEqualTo(20);

        onFx(() -> fx.session.renderBy(Rendering.DEFAULTS.sampledBy(settings().guidedBy(30))));
        assertThat(find("#explore-guidance", ParameterSlider.class).getValue()).isEqualTo(30);
        assertThat(field("explore-guidance").getText()).isEqualTo("30");
    }
}
