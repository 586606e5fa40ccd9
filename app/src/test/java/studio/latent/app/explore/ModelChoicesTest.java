package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.UndoTree;
import studio.latent.engine.model.Latent;

class ModelChoicesTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final ExploreViewModel explore = fixture.explore;

    @Test
    void aModelThatCannotBeOpenedIsToldAndTheOldOneStays() {
        explore.open("nowhere");
        fixture.work();

        assertThat(explore.troubleProperty().get().problem()).contains("nowhere");
        assertThat(explore.choices().openingProperty().get()).isFalse();
        assertThat(explore.modelNameProperty().get()).isEqualTo(FakeStudio.GREY);
        explore.dismissTrouble();
        assertThat(explore.troubleProperty().get()).isNull();
    }

    @Test
    void aStartAfterACrashShowsTheLastGesture() throws InterruptedException {
        UndoTree kept = UndoTree.inMemory();
        LatentState last = new LatentState(FakeStudio.GREY, new Latent(new float[] {1, 2, 3, 4}), new Origin.Plane());
        kept.record(last);
        ExploreFixture second = new ExploreFixture(kept);
        started(second);

        assertThat(second.state()).isEqualTo(last);
        assertThat(second.explore.imageProperty().get()).isEqualTo(second.expectedImage());
    }

    @Test
    void theVeryFirstStartOpensTheFirstModel() throws InterruptedException {
        ExploreFixture second = new ExploreFixture();
        started(second);

        assertThat(second.explore.choices().models())
                .extracting(ModelChoices.ModelChoice::name)
                .isEqualTo(List.of(FakeStudio.GREY, FakeStudio.COLOUR));
        assertThat(second.explore.choices().models().getFirst().summary())
                .isEqualTo("8×8 · 4 latent dimensions · grey-data");
        assertThat(second.explore.imageProperty().get()).isEqualTo(second.expectedImage());
    }

    @Test
    void aNewerWishOvertakesAModelThatIsStillBeingOpened() {
        explore.open(FakeStudio.GREY);
        explore.open(FakeStudio.COLOUR);
        assertThat(explore.choices().openingProperty().get()).isTrue();
        fixture.work();

        assertThat(explore.modelNameProperty().get()).isEqualTo(FakeStudio.COLOUR);
        assertThat(explore.choices().openingProperty().get()).isFalse();
    }

    private static void started(ExploreFixture fixture) throws InterruptedException {
        fixture.explore.start();
        for (int i = 0; i < 2000 && fixture.explore.imageProperty().get() == null; i++) {
            Thread.sleep(2);
            fixture.work();
        }
    }
}
