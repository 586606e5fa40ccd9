package studio.latent.app.explore;

import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.InversionRequest;
import studio.latent.engine.generate.InversionSpace;
import studio.latent.engine.model.Capability;

/// How the latent of an own picture is found: by the encoder of a model that has one, or by a search; and the search
/// that runs for the canvas.
public final class PictureSearchViewModel {
    private static final InversionRequest USUAL = InversionRequest.USUAL;

    private final Session session;
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper encodes = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper searches = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper spacious = new ReadOnlyBooleanWrapper();
    private final BooleanProperty goesOn = new SimpleBooleanProperty();
    private final ObjectProperty<InversionSpace> space = new SimpleObjectProperty<>(InversionSpace.W_PLUS);
    private final DoubleProperty steps = new SimpleDoubleProperty(USUAL.steps());
    private final DoubleProperty restarts = new SimpleDoubleProperty(USUAL.restarts());
    private final DoubleProperty featureWeight = new SimpleDoubleProperty(USUAL.featureWeight());
    private final ReadOnlyObjectWrapper<@Nullable Finding> running = new ReadOnlyObjectWrapper<>();

    PictureSearchViewModel(Session session) {
        this.session = session;
        session.modelProperty().subscribe(_ -> modelChanged());
        goesOn.subscribe(_ -> offer());
    }

    /// Whether the model on the bench can be searched: it makes its images of a latent in one step.
    public ReadOnlyBooleanProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /// Whether it has an encoder, so that there is a choice ([#goesOnProperty()]).
    public ReadOnlyBooleanProperty encodesProperty() {
        return encodes.getReadOnlyProperty();
    }

    /// Whether pictures are searched for in it.
    public ReadOnlyBooleanProperty searchesProperty() {
        return searches.getReadOnlyProperty();
    }

    /// Whether they are, and in a space that can be chosen ([#spaceProperty()]).
    public ReadOnlyBooleanProperty spaciousProperty() {
        return spacious.getReadOnlyProperty();
    }

    /// Whether a search goes on from what an encoder answers.
    public BooleanProperty goesOnProperty() {
        return goesOn;
    }

    /// What a search moves, in a model with styles.
    public ObjectProperty<InversionSpace> spaceProperty() {
        return space;
    }

    /// Steps of a search; whole numbers in [1, 10000].
    public DoubleProperty stepsProperty() {
        return steps;
    }

    /// Places where it begins; whole numbers in [1, 32].
    public DoubleProperty restartsProperty() {
        return restarts;
    }

    /// How much features count against pixels, in [0, 100].
    public DoubleProperty featureWeightProperty() {
        return featureWeight;
    }

    /// The picture that is being found for the canvas; empty while there is none.
    public ReadOnlyObjectProperty<@Nullable Finding> runningProperty() {
        return running.getReadOnlyProperty();
    }

    /// Gives up what is being found for the canvas.
    public void cancel() {
        Finding now = running.get();
        if (now != null) {
            now.cancel();
        }
    }

    /// A picture is being found for the canvas, in place of the one before.
    void follow(Finding next) {
        cancel();
        running.set(next.isOver() ? null : next);
    }

    /// One for the canvas has ended.
    void ended() {
        Finding now = running.get();
        if (now != null && now.isOver()) {
            running.set(null);
        }
    }

    /// How a picture is searched for; null where the encoder is asked and nothing more.
    @Nullable
    InversionRequest request() {
        InversionRequest request = latentRequest();
        OpenModel model = session.modelProperty().get();
        return request == null || model == null || model.styleDimension() == 0 ? request : request.in(space.get());
    }

    /// The same for those who take a latent: the search moves that alone.
    @Nullable
    InversionRequest latentRequest() {
        return searches.get()
                ? new InversionRequest(
                        (int) Math.round(steps.get()),
                        (int) Math.round(restarts.get()),
                        USUAL.candidates(),
                        USUAL.learningRate(),
                        featureWeight.get(),
                        USUAL.priorWeight(),
                        USUAL.seed())
                : null;
    }

    private void modelChanged() {
        cancel();
        running.set(null);
        offer();
    }

    private void offer() {
        OpenModel model = session.modelProperty().get();
        Set<Capability> can = model == null ? Set.of() : model.card().capabilities();
        boolean searchable = can.contains(Capability.DECODES) && !can.contains(Capability.DENOISES);
        encodes.set(searchable && can.contains(Capability.ENCODES));
        searches.set(searchable && (!encodes.get() || goesOn.get()));
        spacious.set(searches.get() && model != null && model.styleDimension() > 0);
        offered.set(searchable);
    }
}
