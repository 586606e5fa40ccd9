package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.Labeled;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.FxTest;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.generate.InversionSpace;

class PictureSearchSectionTest extends FxTest {
    /// Room for sections in the narrowest inspector. **Units** pixels.
    private static final double NARROW = 286;

    private final FxExplore fx = new FxExplore();
    private final PictureSearchViewModel search = fx.explore.pictureSearch();

    private void show(String model, Locale locale) {
        SectionParts parts = new SectionParts(Messages.in(locale), fx.explore::rest);
        show(NARROW, 420, () -> FxExplore.dressed(new PictureSearchSection(search, parts)));
        onFx(() -> fx.explore.open(model));
        waitUntil("the model's image is there", () -> fx.isReady(model));
    }

    @AfterEach
    void closeStudio() {
        fx.close();
    }

    private boolean isInFull(String selector) {
        Labeled control = find(selector, Labeled.class);
        return callFx(() -> ((Text) control.lookup(".text")).getText()).equals(control.getText());
    }

    @Test
    void theEncodersAnswerIsTheUsualChoiceAndASearchBringsItsSettings() {
        show(FakeStudio.GREY, Locale.ENGLISH);
        ToggleButton answer = find("#explore-pictures-encoder", ToggleButton.class);
        assertThat(answer.isSelected()).isTrue();
        assertThat(isShown("#explore-pictures-more")).isFalse();
        onFx(answer::fire);
        assertThat(answer.isSelected()).as("pressed again").isTrue();
        picture();

        click("#explore-pictures-search");

        assertThat(callFx(search.goesOnProperty()::get)).isTrue();
        assertThat(answer.isSelected()).isFalse();
        assertThat(isShown("#explore-pictures-more")).isTrue();
        assertThat(callFx(() -> find("#explore-search-z", ToggleButton.class)
                        .getParent()
                        .getParent()
                        .isVisible()))
                .as("a space to choose")
                .isFalse();
        TitledPane more = find("#explore-pictures-more", TitledPane.class);
        assertThat(more.isExpanded()).isFalse();
        onFx(() -> more.setExpanded(true));
        focus(find("#explore-pictures-steps", ParameterSlider.class).lookup(".slider"));
        press(KeyCode.RIGHT);
        focus(find("#explore-pictures-restarts", ParameterSlider.class).lookup(".slider"));
        press(KeyCode.RIGHT);
        focus(find("#explore-pictures-features", ParameterSlider.class).lookup(".slider"));
        press(KeyCode.LEFT);
        picture();

        var request = callFx(search::request);
        assertThat(request).isNotNull();
        assertThat(List.of(request.steps(), request.restarts())).containsExactly(250, 5);
        assertThat(request.featureWeight()).isEqualTo(0.45);
    }

    @Test
    void theSpaceInWhichPicturesAreSearchedIsAlwaysOneOfThree() {
        show(FakeStudio.STYLED, Locale.ENGLISH);
        assertThat(find("#explore-pictures-encoder", ToggleButton.class)
                        .getParent()
                        .isVisible())
                .isFalse();
        ToggleButton byLayer = find("#explore-search-wplus", ToggleButton.class);
        assertThat(byLayer.isSelected()).isTrue();
        onFx(byLayer::fire);
        assertThat(byLayer.isSelected()).as("pressed again").isTrue();

        onFx(find("#explore-search-z", ToggleButton.class)::fire);

        assertThat(callFx(search.spaceProperty()::get)).isEqualTo(InversionSpace.Z);
        assertThat(byLayer.isSelected()).isFalse();
        picture();
    }

    @Test
    void theWordsHaveRoomInTheNarrowestInspectorInEnglish() {
        show(FakeStudio.GREY, Locale.ENGLISH);

        assertThat(isInFull("#explore-pictures-encoder")).isTrue();
        assertThat(isInFull("#explore-pictures-search")).isTrue();
    }

    @Test
    void theWordsHaveRoomInTheNarrowestInspectorInGerman() {
        show(FakeStudio.GREY, Locale.GERMAN);
        onFx(() -> {
            search.goesOnProperty().set(true);
            find("#explore-pictures-more", TitledPane.class).setExpanded(true);
        });
        picture();

        assertThat(isInFull("#explore-pictures-encoder")).isTrue();
        assertThat(isInFull("#explore-pictures-search")).isTrue();
    }
}
