package studio.latent.app.explore;

import javafx.beans.property.DoubleProperty;
import javafx.util.Subscription;
import studio.latent.app.control.ParameterSlider;

/// Ties a slider to a value that may lie outside the slider's range.
final class Wiring {
    private boolean following;

    private Wiring() {}

    /// The slider follows `value` as far as its range goes, `value` follows the hand on the slider. Unlike a
    /// bidirectional binding, a slider that cannot follow all the way does not pull the value back. `byHand` runs
    /// after each move of the hand.
    static Subscription both(DoubleProperty value, ParameterSlider slider, Runnable byHand) {
        Wiring wiring = new Wiring();
        Subscription down = value.subscribe(newest -> {
            wiring.following = true;
            slider.setValue(newest.doubleValue());
            wiring.following = false;
        });
        Subscription up = slider.valueProperty().subscribe((_, moved) -> {
            if (!wiring.following) {
                value.set(moved.doubleValue());
                byHand.run();
            }
        });
        return down.and(up);
    }
}
