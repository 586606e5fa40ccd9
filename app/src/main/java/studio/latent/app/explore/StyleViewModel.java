package studio.latent.app.explore;

import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.Styling;

/// How a generator that decodes in one step makes its image: what it shall show, how typical it is.
public final class StyleViewModel {
    private final Session session;
    private final Wishes wishes;
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper();
    private final DoubleProperty truncation = new SimpleDoubleProperty(Styling.USUAL.truncation());
    private final Quiet quiet = new Quiet();

    StyleViewModel(Session session) {
        this.session = session;
        wishes = new Wishes(this::changed);
        session.modelProperty().subscribe(this::modelChanged);
        session.renderingProperty().subscribe(this::follow);
        truncation.subscribe((_, _) -> changed());
    }

    /// Whether the model on the bench leaves more to choose than the latent, and decodes in one step.
    public ReadOnlyBooleanProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /// What the image shall show.
    public Wishes wishes() {
        return wishes;
    }

    /// Factor ψ on how far the latent lies from the middle, in [0, 2].
    public DoubleProperty truncationProperty() {
        return truncation;
    }

    private void modelChanged() {
        OpenModel model = session.modelProperty().get();
        quiet.during(() -> wishes.offer(model == null ? List.of() : model.conditions()));
        follow();
    }

    private void follow() {
        Rendering rendering = session.renderingProperty().get();
        offered.set(rendering != null && session.isStyled());
        if (rendering != null && offered.get()) {
            SamplerSettings now = rendering.sampling();
            quiet.during(() -> {
                truncation.set(now.styling().truncation());
                wishes.follow(now.wishes());
            });
        }
    }

    /// Something was set by hand.
    private void changed() {
        Rendering rendering = session.renderingProperty().get();
        if (quiet.isOn() || rendering == null || !offered.get()) {
            return;
        }
        SamplerSettings now = rendering.sampling();
        session.renderBy(rendering.sampledBy(now.styled(now.styling().truncatedTo(Math.clamp(truncation.get(), 0, 2)))
                .wishing(wishes.weights())));
    }
}
