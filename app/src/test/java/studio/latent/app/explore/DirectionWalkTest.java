package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeDirections;
import studio.latent.app.FakeStudio;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.engine.OpenModel;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionOrigin;

class DirectionWalkTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.STYLED);
    private final OpenModel model =
            Objects.requireNonNull(fixture.session.modelProperty().get());
    private final LatentState start = fixture.state();

    private DirectionWalk along(Direction direction) {
        return new DirectionWalk(model, direction, start, start.renderingOrUsual());
    }

    @Test
    void inZTheLatentIsBroughtToTheCoordinate() {
        DirectionOrigin origin = new DirectionOrigin(DirectionMethod.LINEAR_SVM, "d", "a", List.of(), 1, 1, 1);

        LatentState there = along(FakeDirections.along("a", 6, 2, origin)).at(-2, "smile");

        assertThat(there.latent().values()[2]).isEqualTo(-2);
        assertThat(there.origin()).isEqualTo(new Origin.Named("smile"));
        assertThat(there.rendering()).isEqualTo(start.rendering());
    }

    @Test
    void inWTheStylesAreMovedAndTheWayBackLeavesNothing() {
        DirectionWalk along = along(FakeDirections.ofStyles("pose", 0, List.of(4)));

        LatentState there = along.at(3, "pose");
        assertThat(Objects.requireNonNull(there.renderingOrUsual().shift()).styles())
                .endsWith(1.5f, 0, 0)
                .startsWith(0, 0, 0);
        assertThat(there.renderedBy(start.rendering())).isEqualTo(start);
        assertThat(new DirectionWalk(model, along.direction(), there, there.renderingOrUsual()).at(1e-9, "pose"))
                .isEqualTo(start);
    }
}
