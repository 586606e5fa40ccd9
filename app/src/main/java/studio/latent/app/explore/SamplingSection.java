package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.explore.SamplingViewModel.Knob;
import studio.latent.app.l10n.Messages;

/// What an image shall show and how it is sampled: chips of classes and attributes, guidance, sampler, steps.
final class SamplingSection extends VBox {
    /// Where tracks end whose ranges go on: as many steps, and noise levels, as a hand wants to try. The field
    /// takes more.
    private static final double MOST_SLID = 100;

    /// Where the track of guidance ends: beyond, images burn out.
    private static final double MOST_GUIDANCE = 15;

    /// Ranges up to here are slid over as a whole.
    private static final double MOST_KNOB = 1000;

    private final SamplingViewModel sampling;
    private final SectionParts parts;
    private final Messages messages;

    SamplingSection(SamplingViewModel sampling, ClassifierViewModel classifier, SectionParts parts) {
        this.sampling = sampling;
        this.parts = parts;
        messages = parts.messages();
        getStyleClass().add("explore-section");
        visibleProperty().bind(sampling.offeredProperty());
        managedProperty().bind(visibleProperty());
        Label cost = new Label();
        cost.getStyleClass().addAll("hint", "figures");
        sampling.evaluationsProperty()
                .subscribe(count -> cost.setText(messages.text("explore.sampling.evaluations", count.intValue())));
        getChildren()
                .addAll(
                        parts.heading("explore.sampling", cost),
                        new WishChips(sampling.wishes(), parts),
                        guidance(),
                        idle(),
                        new ClassifierRows(classifier, parts),
                        steps(),
                        named("explore.sampler", sampling.samplers(), sampling.samplerProperty(), this::samplerName),
                        knobs(),
                        named(
                                "explore.schedule",
                                sampling.schedules(),
                                sampling.scheduleProperty(),
                                schedule -> messages.text(
                                        "schedule." + schedule.name().toLowerCase(Locale.ROOT))),
                        new SteeringRows(sampling.steering(), parts));
    }

    private String samplerName(String id) {
        return messages.find("sampler." + id).orElse(id);
    }

    // ---- how to sample

    private ParameterSlider guidance() {
        ParameterSlider slider = new ParameterSlider(
                        messages, messages.text("explore.guidance"), new ParameterSlider.Range(0, 30, 1, 0.1))
                .withTrackTo(MOST_GUIDANCE)
                .withHelp(messages.text("explore.guidance.help"));
        slider.setId("explore-guidance");
        parts.wire(sampling.guidanceProperty(), slider);
        slider.visibleProperty().bind(sampling.steerableProperty());
        slider.managedProperty().bind(slider.visibleProperty());
        return slider;
    }

    private Label idle() {
        Label label = new Label(messages.text("explore.wish.avoid.idle"));
        label.setId("explore-avoid-idle");
        label.getStyleClass().add("hint");
        label.setWrapText(true);
        label.visibleProperty().bind(sampling.idleProperty());
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private ParameterSlider steps() {
        ParameterSlider slider = new ParameterSlider(
                        messages, messages.text("explore.steps"), new ParameterSlider.Range(1, 1000, 20, 1))
                .withTrackTo(MOST_SLID)
                .withHelp(messages.text("explore.steps.help"));
        slider.setId("explore-steps");
        parts.wire(sampling.stepsProperty(), slider);
        return slider;
    }

    private VBox knobs() {
        return parts.sliders(sampling.knobs(), this::knob, Knob::valueProperty);
    }

    private ParameterSlider knob(Knob knob) {
        ParameterSlider slider = new ParameterSlider(
                        messages,
                        messages.find("knob." + knob.name()).orElse(knob.name()),
                        new ParameterSlider.Range(knob.min(), knob.max(), knob.initial(), knob.whole() ? 1 : 0.01))
                .withTrackTo(Math.min(knob.max(), knob.max() > MOST_KNOB ? MOST_SLID : knob.max()))
                .withHelp(messages.find("knob." + knob.name() + ".help").orElse(""));
        slider.setId("explore-knob-" + knob.name());
        return slider;
    }

    private <T> HBox named(String key, List<T> values, Property<T> chosen, Function<T, String> words) {
        ComboBox<T> box = new ComboBox<>();
        box.getItems().setAll(values);
        box.setId(key.replace('.', '-'));
        box.getStyleClass().add(Styles.DENSE);
        WordCell.in(box, words);
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        chosen.subscribe(value -> box.setValue(value));
        box.valueProperty().subscribe((_, value) -> {
            if (value != null && !value.equals(chosen.getValue())) {
                chosen.setValue(value);
                parts.restNow();
            }
        });
        Label label = new Label(messages.text(key));
        label.setLabelFor(box);
        box.setAccessibleText(messages.text(key));
        box.setTooltip(new Tooltip(messages.text(key + ".help")));
        HBox row = new HBox(label, box);
        row.getStyleClass().add("field-row");
        return row;
    }
}
