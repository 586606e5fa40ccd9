package studio.latent.app.explore;

import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.engine.OpenModel;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.model.DecoderShift;

/// States along a direction, from where one is: a direction in z moves the latent, another one what is made of it.
///
/// @param rendering of the state where the walk begins
record DirectionWalk(OpenModel model, Direction direction, LatentState from, Rendering rendering) {
    /// What is moved by less is where it was: what is left of a way there and back.
    private static final float ROUNDING = 1e-5f;

    /// The state at a coordinate. Outside of z the latent stays, and with it how it came to be.
    ///
    /// **Units** standard deviations; outside of z counted from what is made of the latent.
    ///
    /// @param called the direction's name
    LatentState at(double coordinate, String called) {
        return switch (direction.space()) {
            case Z ->
                new LatentState(
                        from.model(), direction.at(from.latent(), coordinate), new Origin.Named(called), rendering);
            case W, W_PLUS, FEATURE_MAPS -> from.renderedBy(shifted(rendering, direction, model, coordinate));
        };
    }

    /// A rendering brought to a coordinate along a direction that moves no latents.
    static Rendering shifted(Rendering rendering, Direction direction, OpenModel model, double coordinate) {
        DecoderShift now = model.shiftOr(rendering.shift());
        DecoderShift moved = direction.moved(now, coordinate - direction.coordinate(now));
        return rendering.shiftedBy(isLeft(moved) ? null : moved);
    }

    private static boolean isLeft(DecoderShift shift) {
        return isLeft(shift.styles()) && shift.maps().values().stream().allMatch(map -> isLeft(map.values()));
    }

    private static boolean isLeft(float[] values) {
        for (float value : values) {
            if (Math.abs(value) > ROUNDING) {
                return false;
            }
        }
        return true;
    }
}
