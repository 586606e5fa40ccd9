package studio.latent.app.explore;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import studio.latent.app.session.Session;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.generate.Styling;

/// How a generator that decodes in one step makes its image: what it shall show, how typical it is, and the noise
/// of its layers where it has such.
public final class StyleViewModel {
    private final Session session;
    private final SeedViewModel seeds;
    private final StyleMixViewModel mix;
    private final MixGridViewModel grid;
    private final Wishes wishes;
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper styled = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper grained = new ReadOnlyBooleanWrapper();
    private final DoubleProperty truncation = new SimpleDoubleProperty(Styling.USUAL.truncation());
    private final BooleanProperty noisy = new SimpleBooleanProperty(true);
    private final DoubleProperty noise = new SimpleDoubleProperty(Styling.USUAL.noise());
    private final ObjectProperty<@Nullable Long> noiseSeed = new SimpleObjectProperty<>();
    private final Quiet quiet = new Quiet();

    /// @param seeds draws what nobody chose
    StyleViewModel(Session session, Bench bench, Executor ui, SeedViewModel seeds, Consumer<Throwable> trouble) {
        this.session = session;
        this.seeds = seeds;
        mix = new StyleMixViewModel(session, bench, ui, seeds, trouble);
        grid = new MixGridViewModel(session, bench, ui, seeds, mix, trouble);
        wishes = new Wishes(this::changed);
        session.modelProperty().subscribe(this::modelChanged);
        session.renderingProperty().subscribe(this::follow);
        truncation.subscribe((_, _) -> changed());
        noisy.subscribe((_, on) -> switched(on));
        noise.subscribe((_, _) -> strengthened());
        noiseSeed.subscribe((_, _) -> changed());
    }

    /// Whether the model on the bench leaves more to choose than the latent, and decodes in one step.
    public ReadOnlyBooleanProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /// Whether its layers add noise.
    public ReadOnlyBooleanProperty grainedProperty() {
        return grained.getReadOnlyProperty();
    }

    /// Whether its layers have styles.
    public ReadOnlyBooleanProperty styledProperty() {
        return styled.getReadOnlyProperty();
    }

    /// Which layers take the style of another image.
    public StyleMixViewModel mix() {
        return mix;
    }

    /// A table of such mixes.
    public MixGridViewModel grid() {
        return grid;
    }

    /// The model has new weights.
    void refresh() {
        mix.refresh();
        grid.refresh();
    }

    /// What the image shall show.
    public Wishes wishes() {
        return wishes;
    }

    /// Factor ψ on how far the latent lies from the middle, in [0, 2].
    public DoubleProperty truncationProperty() {
        return truncation;
    }

    /// Whether the layers have noise at all. Switched off, [#noiseProperty] remembers how much there was.
    public BooleanProperty noisyProperty() {
        return noisy;
    }

    /// Factor on the noise of the layers, in [0, 4]; moving it switches the noise on.
    public DoubleProperty noiseProperty() {
        return noise;
    }

    /// What the noise of the layers is drawn from; empty for the noise that the model keeps.
    public ObjectProperty<@Nullable Long> noiseSeedProperty() {
        return noiseSeed;
    }

    /// One gesture: noise of a seed that nobody chose, switched on.
    public void rollNoise() {
        session.rest();
        quiet.during(() -> {
            noisy.set(true);
            noiseSeed.set(seeds.roll());
        });
        changed();
        session.rest();
    }

    /// One gesture: the noise that the model keeps.
    public void ownNoise() {
        session.rest();
        noiseSeed.set(null);
        session.rest();
    }

    private void modelChanged() {
        OpenModel model = session.modelProperty().get();
        styled.set(model != null && !model.styleLayers().isEmpty());
        grained.set(model != null && model.addsLayerNoise());
        quiet.during(() -> wishes.offer(model == null ? List.of() : model.conditions()));
        follow();
    }

    private void follow() {
        Rendering rendering = session.renderingProperty().get();
        offered.set(rendering != null && session.isStyled());
        if (rendering != null && offered.get()) {
            SamplerSettings now = rendering.sampling();
            Styling styling = now.styling();
            quiet.during(() -> {
                truncation.set(styling.truncation());
                noisy.set(styling.noise() > 0);
                if (styling.noise() > 0) {
                    noise.set(styling.noise());
                }
                noiseSeed.set(styling.noiseSeed());
                wishes.follow(now.wishes());
            });
        }
    }

    private void switched(boolean on) {
        if (on && noise.get() == 0) {
            quiet.during(() -> noise.set(Styling.USUAL.noise()));
        }
        changed();
    }

    private void strengthened() {
        if (!quiet.isOn()) {
            quiet.during(() -> noisy.set(noise.get() > 0));
        }
        changed();
    }

    /// Something was set by hand.
    private void changed() {
        Rendering rendering = session.renderingProperty().get();
        if (quiet.isOn() || rendering == null || !offered.get()) {
            return;
        }
        SamplerSettings now = rendering.sampling();
        Styling styling = now.styling().truncatedTo(Math.clamp(truncation.get(), 0, 2));
        if (styled.get()) {
            styling = styling.withNoise(noisy.get() ? Math.clamp(noise.get(), 0, 4) : 0)
                    .withNoiseOf(noiseSeed.get());
        }
        session.renderBy(rendering.sampledBy(now.styled(styling).wishing(wishes.weights())));
    }
}
