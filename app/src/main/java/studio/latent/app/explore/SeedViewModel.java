package studio.latent.app.explore;

import java.util.Optional;
import java.util.random.RandomGenerator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleLongProperty;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.app.session.Session;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

/// Latents by number: seed, dice, the prior that they are drawn from, its temperature.
///
/// Setting one of the three draws the latent anew; where the latent under the hand is that of a seed, however it
/// came back, they say which.
public final class SeedViewModel {
    /// Seeds that the dice draws are below this: short enough to be read out.
    private static final int DICE_SIDES = 1_000_000;

    private final Session session;
    private final Bench bench;
    private final RandomGenerator dice;
    private final LongProperty seed = new SimpleLongProperty(1);
    private final BooleanProperty mixture = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper mixtureOffered = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper tempered = new ReadOnlyBooleanWrapper(true);
    private final DoubleProperty temperature = new SimpleDoubleProperty(1);
    private final Quiet quiet = new Quiet();

    SeedViewModel(Session session, Bench bench, RandomGenerator dice) {
        this.session = session;
        this.bench = bench;
        this.dice = dice;
        session.modelProperty().subscribe(this::modelChanged);
        session.stateProperty().subscribe(this::stateChanged);
        seed.subscribe((_, _) -> redraw());
        mixture.subscribe((_, _) -> redraw());
        temperature.subscribe((_, _) -> redraw());
    }

    /// Setting it draws that seed's latent.
    public LongProperty seedProperty() {
        return seed;
    }

    /// Whether seeds draw from the mixture that was fitted to the data instead of N(0, I).
    public BooleanProperty mixtureProperty() {
        return mixture;
    }

    public ReadOnlyBooleanProperty mixtureOfferedProperty() {
        return mixtureOffered.getReadOnlyProperty();
    }

    /// Whether the temperature is the model's own dial; a generator has truncation in its place.
    public ReadOnlyBooleanProperty temperedProperty() {
        return tempered.getReadOnlyProperty();
    }

    /// Standard deviation factor on the prior, in [0, 4].
    public DoubleProperty temperatureProperty() {
        return temperature;
    }

    /// One gesture: draws the latent of the seed in the box.
    public void draw() {
        session.rest();
        show();
        session.rest();
    }

    /// One gesture: draws the latent of a seed that nobody chose.
    public void rollDice() {
        session.rest();
        quiet.during(() -> seed.set(roll()));
        draw();
    }

    /// A seed that nobody chose.
    long roll() {
        return dice.nextInt(DICE_SIDES);
    }

    /// The latent of `wanted` under the prior and the temperature chosen; empty while no model is open.
    Optional<Latent> latentOf(long wanted) {
        OpenModel model = session.modelProperty().get();
        return model == null
                ? Optional.empty()
                : Optional.of(bench.latentOf(model, wanted, prior(), boundedTemperature()));
    }

    private PriorKind prior() {
        return mixture.get() && mixtureOffered.get() ? PriorKind.MIXTURE : PriorKind.NORMAL;
    }

    private double boundedTemperature() {
        return Math.clamp(temperature.get(), 0, 4);
    }

    private void modelChanged() {
        OpenModel model = session.modelProperty().get();
        if (model != null) {
            boolean offered = model.card().priors().contains(PriorKind.MIXTURE);
            mixtureOffered.set(offered);
            tempered.set(!session.isStyled());
            quiet.during(() -> mixture.set(offered)); // it draws the clearer pictures
        }
    }

    private void stateChanged() {
        LatentState state = session.stateProperty().get();
        if (state != null && state.origin() instanceof Origin.Seed(long s, PriorKind prior, double t)) {
            quiet.during(() -> {
                seed.set(s);
                mixture.set(prior == PriorKind.MIXTURE);
                temperature.set(t);
            });
        }
    }

    /// Seed, prior or temperature were set by hand: the latent is drawn anew.
    private void redraw() {
        if (!quiet.isOn()) {
            show();
        }
    }

    private void show() {
        stateOf(seed.get()).ifPresent(session::show);
    }

    /// The state of `wanted` under the prior and the temperature chosen; empty while no model is open.
    Optional<LatentState> stateOf(long wanted) {
        OpenModel model = session.modelProperty().get();
        return model == null
                ? Optional.empty()
                : latentOf(wanted)
                        .map(latent -> new LatentState(
                                model.card().name(), latent, new Origin.Seed(wanted, prior(), boundedTemperature())));
    }
}
