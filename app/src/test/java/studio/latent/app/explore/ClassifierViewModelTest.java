package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;

class ClassifierViewModelTest {
    private static ExploreFixture guided(String... names) {
        ExploreFixture fixture = new ExploreFixture();
        fixture.studio.guideWith(names);
        fixture.explore.open(FakeStudio.DENOISING);
        fixture.work();
        return fixture;
    }

    private static SamplerSettings settings(ExploreFixture fixture) {
        return Objects.requireNonNull(fixture.state().rendering()).sampling();
    }

    private static ClassifierViewModel.Left left(ExploreFixture fixture) {
        return Objects.requireNonNull(
                fixture.explore.classifier().leftProperty().get());
    }

    @Test
    void whereNoClassifierFitsNothingIsOffered() {
        ExploreFixture none = guided();
        ExploreFixture grey = ExploreFixture.with(FakeStudio.GREY);

        assertThat(none.explore.classifier().offeredProperty().get()).isFalse();
        assertThat(grey.explore.classifier().offeredProperty().get()).isFalse();
        none.studio.guideWith("late");
        none.explore.classifier().refresh();
        assertThat(none.explore.classifier().names())
                .as("one was trained since")
                .containsExactly("late");
    }

    @Test
    void theFirstOneIsReadyAndGuidesFromTheFirstMoveOfTheSlider() {
        ExploreFixture fixture = guided("first", "second");
        ClassifierViewModel classifier = fixture.explore.classifier();

        assertThat(classifier.names()).containsExactly("first", "second");
        assertThat(classifier.chosenProperty().get()).isEqualTo("first");
        assertThat(settings(fixture).steering().classifier()).isEqualTo(ClassifierChoice.NONE);
        classifier.scaleProperty().set(4);
        fixture.work();

        assertThat(settings(fixture).steering().classifier().name()).isEqualTo("first");
        assertThat(settings(fixture).steering().classifier().scale()).isEqualTo(4);
        assertThat(fixture.explore.imageProperty().get())
                .isEqualTo(fixture.studio.imageOf(FakeStudio.DENOISING, fixture.latent(), settings(fixture)));
        classifier.chosenProperty().set("second");
        assertThat(settings(fixture).steering().classifier().name()).isEqualTo("second");
        assertThat(fixture.recipe().settings()).containsEntry("classifier", "second");
    }

    @Test
    void whatIsLeftOfTheDiversityIsToldOnceTheHandRests() {
        ExploreFixture fixture = guided("first");
        ClassifierViewModel classifier = fixture.explore.classifier();

        classifier.scaleProperty().set(1);
        fixture.work();
        assertThat(classifier.leadingProperty().get()).isTrue();
        assertThat(classifier.leftProperty().get()).as("the hand moves").isNull();
        fixture.explore.rest();
        fixture.work();
        assertThat(left(fixture).share()).isCloseTo(0.5, within(1e-9));
        classifier.scaleProperty().set(3);
        assertThat(classifier.leftProperty().get())
                .as("it was of another scale")
                .isNull();
        fixture.explore.rest();
        classifier.scaleProperty().set(9);
        fixture.explore.rest();
        fixture.work();
        assertThat(left(fixture).share()).as("the newest").isCloseTo(0.1, within(1e-9));
        assertThat(left(fixture).alone()).isCloseTo(0.4, within(1e-9));
    }

    @Test
    void withoutAWishItLeadsNowhereAndSaysSo() {
        ExploreFixture fixture = guided("first");
        fixture.explore.classifier().scaleProperty().set(2);
        Rendering now = Objects.requireNonNull(fixture.state().rendering());
        fixture.session.renderBy(now.sampledBy(now.sampling().wishing(Map.of())));
        fixture.explore.rest();
        fixture.work();

        assertThat(fixture.explore.classifier().wishlessProperty().get()).isTrue();
        assertThat(fixture.explore.classifier().leadingProperty().get()).isFalse();
        assertThat(fixture.explore.classifier().leftProperty().get()).isNull();
    }

    @Test
    void undoTakesTheClassifierBackAndAnotherModelIsNotGuidedByIt() {
        ExploreFixture fixture = guided("first");
        fixture.explore.rest();
        fixture.explore.classifier().scaleProperty().set(5);
        fixture.explore.rest();

        fixture.explore.undo();
        assertThat(fixture.explore.classifier().scaleProperty().get()).isZero();
        fixture.explore.redo();
        assertThat(fixture.explore.classifier().scaleProperty().get()).isEqualTo(5);
        fixture.explore.open(FakeStudio.GENERATOR);
        fixture.work();
        assertThat(settings(fixture).steering().classifier()).isEqualTo(ClassifierChoice.NONE);
        assertThat(fixture.explore.classifier().offeredProperty().get()).isFalse();
    }

    @Test
    void whatGoesWrongWhileMeasuringIsTold() {
        ExploreFixture fixture = guided("first");
        fixture.explore.classifier().scaleProperty().set(5);
        fixture.work();
        fixture.studio.failNext(new IncompatibleModel("The classifier is gone.", "Choose another."));
        fixture.explore.rest();
        fixture.work();

        assertThat(Objects.requireNonNull(fixture.explore.troubleProperty().get())
                        .problem())
                .contains("The classifier is gone");
    }
}
