package studio.latent.app.explore;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.Steering;
import studio.latent.engine.sample.Threshold;

/// How guidance acts beside its scale, what keeps pixels in their range, and whether opposite borders fit.
public final class SteeringViewModel {
    private final Session session;
    private final ReadOnlyBooleanWrapper steerable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper thresholdable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper tileable = new ReadOnlyBooleanWrapper();
    private final DoubleProperty rescale = new SimpleDoubleProperty(Steering.USUAL.rescale());
    private final DoubleProperty low = new SimpleDoubleProperty(Steering.USUAL.intervalLow());
    private final DoubleProperty high = new SimpleDoubleProperty(Steering.USUAL.intervalHigh());
    private final ObjectProperty<Threshold.Kind> threshold = new SimpleObjectProperty<>(Steering.USUAL.threshold());
    private final BooleanProperty tiled = new SimpleBooleanProperty();
    private final Quiet quiet = new Quiet();

    SteeringViewModel(Session session) {
        this.session = session;
        session.modelProperty().subscribe(_ -> follow());
        session.renderingProperty().subscribe(_ -> follow());
        rescale.subscribe((_, _) -> changed());
        low.subscribe((_, now) -> {
            high.set(Math.max(high.get(), now.doubleValue()));
            changed();
        });
        high.subscribe((_, now) -> {
            low.set(Math.min(low.get(), now.doubleValue()));
            changed();
        });
        threshold.subscribe((_, _) -> changed());
        tiled.subscribe((_, _) -> changed());
    }

    /// Whether the model can be told what to show: guidance then means something.
    public ReadOnlyBooleanProperty steerableProperty() {
        return steerable.getReadOnlyProperty();
    }

    /// Whether the model samples pixels, which have a range; or a threshold is set, to be taken away.
    public ReadOnlyBooleanProperty thresholdableProperty() {
        return thresholdable.getReadOnlyProperty();
    }

    /// Whether opposite borders can be made to fit; or they shall, to be given up.
    public ReadOnlyBooleanProperty tileableProperty() {
        return tileable.getReadOnlyProperty();
    }

    /// How much of the contrast that guidance adds is taken back, in [0, 1].
    public DoubleProperty rescaleProperty() {
        return rescale;
    }

    /// Guidance acts above this share of the noise levels, in [0, 1]; moving it past [#highProperty] takes that
    /// along.
    public DoubleProperty lowProperty() {
        return low;
    }

    /// Guidance acts up to this share of the noise levels, in [0, 1].
    public DoubleProperty highProperty() {
        return high;
    }

    /// What is done with estimates outside of the range of pixels.
    public ObjectProperty<Threshold.Kind> thresholdProperty() {
        return threshold;
    }

    public List<Threshold.Kind> thresholds() {
        return List.of(Threshold.Kind.values());
    }

    /// Whether opposite borders of the image fit.
    public BooleanProperty tiledProperty() {
        return tiled;
    }

    private void follow() {
        OpenModel model = session.modelProperty().get();
        Rendering rendering = session.renderingProperty().get();
        if (model == null || rendering == null || !session.samplesInSteps()) {
            return;
        }
        SamplerSettings now = rendering.sampling();
        Steering steering = now.steering();
        quiet.during(() -> {
            rescale.set(steering.rescale());
            low.set(steering.intervalLow());
            high.set(steering.intervalHigh());
            threshold.set(steering.threshold());
            tiled.set(now.tiled());
        });
        boolean pixels =
                model.card().latentDimension() == model.card().imageShape().size();
        steerable.set(!model.conditions().isEmpty());
        thresholdable.set(pixels || steering.threshold() != Threshold.Kind.NONE);
        tileable.set(model.tiles() || now.tiled());
    }

    private void changed() {
        Rendering rendering = session.renderingProperty().get();
        if (quiet.isOn() || rendering == null || !session.samplesInSteps() || threshold.get() == null) {
            return;
        }
        SamplerSettings now = rendering.sampling();
        double from = Math.clamp(low.get(), 0, 1);
        Steering next = new Steering(
                now.steering().unwanted(),
                Math.clamp(rescale.get(), 0, 1),
                from,
                Math.clamp(high.get(), from, 1),
                threshold.get(),
                now.steering().classifier());
        session.renderBy(rendering.sampledBy(now.steered(next).asTile(tiled.get())));
    }
}
