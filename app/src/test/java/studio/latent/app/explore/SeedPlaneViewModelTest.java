package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.session.Origin;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

class SeedPlaneViewModelTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final SeedPlaneViewModel plane = fixture.explore.plane();

    private Latent drawn(long seed) {
        return fixture.studio.bench().latentOf(fixture.session.modelProperty().get(), seed, PriorKind.MIXTURE, 1);
    }

    @Test
    void eachCornerIsTheLatentOfItsSeed() {
        for (int corner = 0; corner < SeedPlaneViewModel.CORNERS; corner++) {
            plane.seedProperty(corner).set(100 + corner);
        }
        for (int corner = 0; corner < SeedPlaneViewModel.CORNERS; corner++) {
            plane.acrossProperty().set(corner % 2);
            plane.downProperty().set(corner < 2 ? 0 : 1);
            assertThat(fixture.latent()).as("corner %d", corner).isEqualTo(drawn(100 + corner));
            assertThat(fixture.state().origin()).isEqualTo(new Origin.Plane());
        }
    }

    @Test
    void theCornersShowTheirImagesAlsoAfterAnotherSeedOrModel() {
        assertThat(plane.thumbnailProperty(2).get()).isEqualTo(fixture.studio.imageOf(FakeStudio.GREY, drawn(3)));
        plane.seedProperty(2).set(500);
        fixture.work();
        assertThat(plane.thumbnailProperty(2).get()).isEqualTo(fixture.studio.imageOf(FakeStudio.GREY, drawn(500)));
        fixture.explore.open(FakeStudio.COLOUR);
        fixture.work();
        assertThat(plane.thumbnailProperty(2).get().channels()).isEqualTo(3);
    }

    @Test
    void aCornerRolledAnewMovesTheImageOnlyWhileTheHandIsOnThePlane() {
        Latent seeded = fixture.latent();
        fixture.explore.rollCorner(0);
        assertThat(fixture.latent()).isEqualTo(seeded);

        plane.acrossProperty().set(0);
        plane.downProperty().set(0);
        fixture.explore.rollCorner(0);
        assertThat(fixture.latent()).isEqualTo(drawn(plane.seedProperty(0).get()));
    }

    @Test
    void theCornersOfADiffusionModelFollowItsSettingsWhenTheHandRestsAndWhenItIsUndone() {
        ExploreFixture diffusion = ExploreFixture.with(FakeStudio.DENOISING);
        var corner = diffusion.explore.plane().thumbnailProperty(0);
        var before = corner.get();

        diffusion.explore.sampling().guidanceProperty().set(6);
        diffusion.work();
        assertThat(corner.get()).as("while the hand moves").isEqualTo(before);
        diffusion.explore.rest();
        diffusion.work();
        assertThat(corner.get()).isNotEqualTo(before);

        diffusion.explore.undo();
        diffusion.work();
        assertThat(corner.get()).isEqualTo(before);
    }
}
