package studio.latent.app.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.latent.app.session.Session;
import studio.latent.engine.OpenModel;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.model.Setting;
import studio.latent.engine.sample.Samplers;
import studio.latent.engine.sample.SigmaSchedule;

/// How a model that samples in steps makes its image: what it shall show, how closely, by which sampler.
public final class SamplingViewModel {
    /// One number of the sampler's own to slide.
    public static final class Knob {
        private final Setting setting;
        private final DoubleProperty value = new SimpleDoubleProperty();

        Knob(Setting setting) {
            this.setting = setting;
            value.set(initial());
        }

        /// The knob's name: `eta`, `churn`, `noise`, `order`.
        public String name() {
            return setting.name();
        }

        public double min() {
            return setting.min();
        }

        public double max() {
            return setting.max();
        }

        /// The sampler's own default.
        public double initial() {
            return Double.parseDouble(setting.value());
        }

        /// Whether it counts: only whole numbers make sense.
        public boolean whole() {
            return setting.kind() == Setting.Kind.INTEGER;
        }

        public DoubleProperty valueProperty() {
            return value;
        }

        private String text() {
            return whole() ? Long.toString(Math.round(value.get())) : Double.toString(value.get());
        }
    }

    private final Session session;
    private final Wishes wishes;
    private final SteeringViewModel steering;
    private final ReadOnlyBooleanWrapper offered = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper steerable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper idle = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper evaluations = new ReadOnlyIntegerWrapper();
    private final DoubleProperty guidance = new SimpleDoubleProperty(1);
    private final DoubleProperty steps = new SimpleDoubleProperty(SamplerSettings.DEFAULTS.steps());
    private final StringProperty sampler = new SimpleStringProperty(SamplerSettings.DEFAULTS.sampler());
    private final ObjectProperty<SigmaSchedule> schedule =
            new SimpleObjectProperty<>(SamplerSettings.DEFAULTS.schedule());
    private final ObservableList<Knob> knobs = FXCollections.observableArrayList();
    private final ObservableList<Knob> knobsView = FXCollections.unmodifiableObservableList(knobs);
    private final Quiet quiet = new Quiet();

    SamplingViewModel(Session session) {
        this.session = session;
        wishes = new Wishes(this::changed, true);
        steering = new SteeringViewModel(session);
        session.modelProperty().subscribe(this::modelChanged);
        session.renderingProperty().subscribe(this::follow);
        guidance.subscribe((_, _) -> changed());
        steps.subscribe((_, _) -> changed());
        schedule.subscribe((_, _) -> changed());
        sampler.subscribe((_, _) -> samplerChosen());
    }

    /// Whether the model on the bench samples in steps.
    public ReadOnlyBooleanProperty offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    /// Whether the model can be told what to show: guidance then means something.
    public ReadOnlyBooleanProperty steerableProperty() {
        return steerable.getReadOnlyProperty();
    }

    /// What the image shall show.
    public Wishes wishes() {
        return wishes;
    }

    /// How guidance acts beside its scale.
    public SteeringViewModel steering() {
        return steering;
    }

    /// Whether something is avoided to no effect: guidance is what leads away, and its scale is 1.
    public ReadOnlyBooleanProperty idleProperty() {
        return idle.getReadOnlyProperty();
    }

    /// Factor on the difference that the wishes make, in [0, 30]; 1 is the model's own estimate.
    public DoubleProperty guidanceProperty() {
        return guidance;
    }

    /// Steps of the sampler, whole, in [1, 1000].
    public DoubleProperty stepsProperty() {
        return steps;
    }

    /// The sampler's name, one of [#samplers].
    public StringProperty samplerProperty() {
        return sampler;
    }

    public List<String> samplers() {
        return Samplers.TYPES.stream().map(Samplers.Type::id).toList();
    }

    /// Where the steps lie, by name.
    public ObjectProperty<SigmaSchedule> scheduleProperty() {
        return schedule;
    }

    public List<SigmaSchedule> schedules() {
        return Arrays.asList(SigmaSchedule.values());
    }

    /// The sampler's own numbers: η of DDIM, the churn of Heun's method; empty for one without.
    public ObservableList<Knob> knobs() {
        return knobsView;
    }

    /// How often the network answers for one image: twice each time where it is guided.
    public ReadOnlyIntegerProperty evaluationsProperty() {
        return evaluations.getReadOnlyProperty();
    }

    private void modelChanged() {
        OpenModel model = session.modelProperty().get();
        quiet.during(() -> wishes.offer(model == null ? List.of() : model.conditions()));
        steerable.set(model != null && !model.conditions().isEmpty());
        follow();
    }

    /// Shows how the state under the hand is sampled.
    private void follow() {
        Rendering rendering = session.renderingProperty().get();
        offered.set(rendering != null && session.samplesInSteps());
        if (rendering == null || !offered.get()) {
            return;
        }
        SamplerSettings now = rendering.sampling();
        quiet.during(() -> {
            if (!now.sampler().equals(sampler.get()) || knobs.isEmpty()) {
                sampler.set(now.sampler());
                knobs.setAll(knobsOf(now.sampler()));
            }
            for (Knob knob : knobs) {
                String text = now.knobs().get(knob.name());
                knob.value.set(text == null ? knob.initial() : Double.parseDouble(text));
            }
            guidance.set(now.guidanceScale());
            steps.set(now.steps());
            schedule.set(now.schedule());
            wishes.follow(now.wishes(), now.steering().unwanted());
        });
        idle.set(now.guidanceScale() == 1 && !now.steering().unwanted().isEmpty());
        evaluations.set(evaluations(rendering));
    }

    private static int evaluations(Rendering rendering) {
        try {
            return rendering.networkEvaluations();
        } catch (BadOption e) {
            return 0; // a recipe's sampler that this studio does not know; rendering says so
        }
    }

    private static Optional<Samplers.Type<?>> type(String name) {
        return Samplers.TYPES.stream().filter(type -> type.id().equals(name)).findFirst();
    }

    private List<Knob> knobsOf(String name) {
        List<Knob> found = new ArrayList<>();
        for (Setting setting : type(name).map(Samplers.Type::settings).orElse(List.of())) {
            boolean number = setting.kind() == Setting.Kind.REAL || setting.kind() == Setting.Kind.INTEGER;
            if (number) {
                Knob knob = new Knob(setting);
                knob.value.subscribe((_, _) -> changed());
                found.add(knob);
            }
        }
        return found;
    }

    /// Another sampler comes with its own knobs at their usual positions, and with steps where they serve it.
    private void samplerChosen() {
        if (!quiet.isOn()) {
            quiet.during(() -> {
                knobs.setAll(knobsOf(sampler.get()));
                schedule.set(Samplers.scheduleOf(sampler.get(), schedule.get()));
            });
            changed();
        }
    }

    /// Something was set by hand.
    private void changed() {
        Rendering rendering = session.renderingProperty().get();
        if (quiet.isOn() || rendering == null || !offered.get() || sampler.get() == null || schedule.get() == null) {
            return;
        }
        SamplerSettings now = rendering.sampling();
        Map<String, String> turned = new TreeMap<>();
        boolean same = now.sampler().equals(sampler.get());
        if (same) {
            turned.putAll(now.knobs()); // those that have no slider stay
        }
        for (Knob knob : knobs) {
            if (knob.value.get() == knob.initial()) {
                turned.remove(knob.name());
            } else {
                turned.put(knob.name(), knob.text());
            }
        }
        session.renderBy(rendering.sampledBy(now.sampledBy(sampler.get(), turned)
                .onSchedule(schedule.get())
                .inSteps(Math.clamp(Math.round(steps.get()), 1, 1000))
                .guidedBy(Math.clamp(guidance.get(), 0, 30))
                .wishing(wishes.weights())
                .steered(now.steering().awayFrom(wishes.unwanted()))));
    }
}
