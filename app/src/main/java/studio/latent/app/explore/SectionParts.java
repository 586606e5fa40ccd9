package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.Property;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.l10n.Messages;

/// Small parts that the sections of Explore are made of.
final class SectionParts {
    /// A hand that has not moved a slider by keys for so long rests.
    private static final Duration REST = Duration.millis(450);

    /// Where tooltips of sentences wrap. **Units** pixels.
    private static final double TIP = 360;

    private final Messages messages;
    private final Runnable rest;
    private final PauseTransition pause = new PauseTransition(REST);

    SectionParts(Messages messages, Runnable rest) {
        this.messages = messages;
        this.rest = rest;
        pause.setOnFinished(_ -> rest.run());
    }

    Messages messages() {
        return messages;
    }

    /// A button that shows an icon; its text is its tooltip and what a screen reader says.
    Button icon(Ikon icon, String key, Runnable action) {
        Button button = new Button();
        dress(button, icon, key);
        button.setOnAction(_ -> action.run());
        return button;
    }

    ToggleButton toggle(Ikon icon, String key) {
        ToggleButton button = new ToggleButton();
        dress(button, icon, key);
        return button;
    }

    /// One of the choices for `value`, as a pill of a row; pressed again it stays chosen. Its group is the row's.
    ///
    /// @param style where in the row it stands, one of [Styles]' pills
    <T> ToggleButton pill(String key, String style, Property<T> value, T choice) {
        ToggleButton button = new ToggleButton(messages.text(key));
        button.setId(key.replace('.', '-'));
        button.getStyleClass().addAll(Styles.SMALL, style, "choice-pill");
        String help = messages.text(key + ".help");
        Tooltip tip = new Tooltip(help);
        tip.setWrapText(true);
        tip.setMaxWidth(TIP);
        button.setTooltip(tip);
        button.setAccessibleHelp(help);
        value.subscribe(now -> button.setSelected(choice.equals(now)));
        button.setOnAction(_ -> {
            value.setValue(choice);
            button.setSelected(true);
        });
        return button;
    }

    private void dress(ButtonBase button, Ikon icon, String key) {
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        button.setId(key.replace('.', '-'));
        String text = messages.text(key);
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
    }

    /// A section's heading with what belongs at its end.
    HBox heading(String key, Region... ends) {
        Label title = new Label(messages.text(key));
        title.getStyleClass().add("section-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(title, gap);
        row.getChildren().addAll(ends);
        row.getStyleClass().add("section-heading");
        return row;
    }

    /// Ties `slider` to `value`. The hand rests when the mouse lets go of the slider, or a moment after the
    /// last key.
    Subscription wire(DoubleProperty value, ParameterSlider slider) {
        Subscription held = slider.changingProperty().subscribe((_, changing) -> {
            if (!changing) {
                restNow();
            }
        });
        return held.and(Wiring.both(value, slider, () -> {
            if (!slider.changingProperty().get()) {
                restSoon();
            }
        }));
    }

    /// A node for each entry, made anew when the list changes; nothing is seen while it is empty.
    <T> VBox each(ObservableList<T> list, Function<T, ? extends Node> dress) {
        VBox box = new VBox();
        Runnable refill = () -> {
            box.getChildren().setAll(list.stream().map(dress).toList());
            box.setVisible(!list.isEmpty());
            box.setManaged(!list.isEmpty());
        };
        list.addListener((ListChangeListener<T>) _ -> refill.run());
        refill.run();
        return box;
    }

    /// A slider for each entry, tied to its value as [#wire] does it; sliders that go let go of their values.
    <T> VBox sliders(ObservableList<T> list, Function<T, ParameterSlider> dress, Function<T, DoubleProperty> value) {
        List<Subscription> wires = new ArrayList<>();
        list.addListener((ListChangeListener<T>) _ -> {
            wires.forEach(Subscription::unsubscribe);
            wires.clear();
        });
        VBox rows = each(list, entry -> {
            ParameterSlider slider = dress.apply(entry);
            wires.add(wire(value.apply(entry), slider));
            return slider;
        });
        rows.getStyleClass().add("slider-rows");
        return rows;
    }

    /// The hand has let go.
    void restNow() {
        pause.stop();
        rest.run();
    }

    /// Counts the moment anew after which the hand rests.
    void restSoon() {
        pause.playFromStart();
    }
}
