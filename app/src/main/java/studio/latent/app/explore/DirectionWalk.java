package studio.latent.app.explore;

import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.engine.OpenModel;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.model.StyleShift;

/// States along a direction, from where one is: a direction in z moves the latent, one in w the styles of its layers.
///
/// @param rendering of the state where the walk begins
record DirectionWalk(OpenModel model, Direction direction, LatentState from, Rendering rendering) {
    /// Styles that are moved by less are where they were: what is left of a way there and back.
    private static final float ROUNDING = 1e-5f;

    /// The state at a coordinate. In w the latent stays, and with it how it came to be.
    ///
    /// **Units** standard deviations; of styles counted from the latent's own styles.
    ///
    /// @param called the direction's name
    LatentState at(double coordinate, String called) {
        return switch (direction.space()) {
            case Z ->
                new LatentState(
                        from.model(), direction.at(from.latent(), coordinate), new Origin.Named(called), rendering);
            case W, W_PLUS -> from.renderedBy(shifted(rendering, direction, model, coordinate));
        };
    }

    /// A rendering whose styles are brought to a coordinate along a direction of styles.
    static Rendering shifted(Rendering rendering, Direction direction, OpenModel model, double coordinate) {
        StyleShift now = model.shiftOr(rendering.styleShift());
        StyleShift moved = direction.moved(now, coordinate - direction.coordinate(now));
        return rendering.shiftedBy(isLeft(moved) ? null : moved);
    }

    private static boolean isLeft(StyleShift shift) {
        for (float value : shift.values()) {
            if (Math.abs(value) > ROUNDING) {
                return false;
            }
        }
        return true;
    }
}
