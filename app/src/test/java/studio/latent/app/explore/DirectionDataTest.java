package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;

class DirectionDataTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final DirectionData data = fixture.explore.directionStudio().wish().data();

    private void look() {
        data.look();
        fixture.work();
    }

    @Test
    void dataThatFitTheModelAreOfferedWithTheirClasses() {
        look();

        assertThat(data.datasets()).containsExactly("grey-data");
        assertThat(data.datasetProperty().get()).isEqualTo("grey-data");
        assertThat(data.targets())
                .extracting(DirectionData.Target::text)
                .containsExactly("class=round", "class=square");
        assertThat(data.others()).isEmpty();
    }

    @Test
    void anotherModelIsOfferedOtherData() {
        look();

        fixture.explore.open(FakeStudio.COLOUR);
        fixture.work();

        assertThat(data.datasets()).containsExactly("colour-data");
        assertThat(data.targets())
                .extracting(DirectionData.Target::label)
                .containsExactly("hair · dark", "hair · light");
    }

    @Test
    void dataAreLookedAtOnce() {
        look();
        data.look();

        assertThat(fixture.engine).isEmpty();
    }
}
