package studio.latent.app.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.train.MetricPoint;
import studio.latent.engine.train.TrainingEvent;

/// The metrics of one run over its steps, and which of them is looked at.
public final class MetricCurves {
    private final Messages messages;
    private final Map<String, List<At>> curves = new LinkedHashMap<>();
    private final Map<String, MetricPoint> newest = new LinkedHashMap<>();
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private final ObjectProperty<@Nullable String> selected = new SimpleObjectProperty<>();

    /// A point of a curve: what was measured of the model after `step` steps.
    ///
    /// @param low lower end of the band, NaN without one
    /// @param high upper end of the band, NaN without one
    public record At(int step, double value, double low, double high) {}

    MetricCurves(Messages messages) {
        this.messages = messages;
    }

    /// Takes measurements in the order in which they come; a step that a resumed run measures again is there already.
    void add(List<TrainingEvent.Measured> measured) {
        if (measured.isEmpty()) {
            return;
        }
        for (TrainingEvent.Measured event : measured) {
            event.points().forEach(point -> add(event.step(), point));
        }
        if (selected.get() == null && !curves.isEmpty()) {
            selected.set(curves.keySet().iterator().next());
        }
        revision.set(revision.get() + 1);
    }

    private void add(int step, MetricPoint point) {
        List<At> curve = curves.computeIfAbsent(point.metric(), _ -> new ArrayList<>());
        if (curve.isEmpty() || curve.getLast().step() < step) {
            Double low = point.low();
            Double high = point.high();
            curve.add(new At(step, point.value(), low == null ? Double.NaN : low, high == null ? Double.NaN : high));
            newest.put(point.metric(), point);
        }
    }

    /// Ids of the metrics that were measured, in the order in which they came.
    public List<String> metrics() {
        return List.copyOf(curves.keySet());
    }

    /// The points of a metric, in order of the steps; none before the first measurement.
    public List<At> curve(String metric) {
        return List.copyOf(curves.getOrDefault(metric, List.of()));
    }

    /// The metric that is looked at; the first one once it was measured.
    public ObjectProperty<@Nullable String> selectedProperty() {
        return selected;
    }

    /// Counts up when points have come.
    public ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /// A metric's name in the user's words.
    public String label(String metric) {
        return messages.find("metric." + metric).orElse(metric);
    }

    /// What real images score against other real images.
    public Optional<Double> floor(String metric) {
        return Optional.ofNullable(newest.get(metric)).map(MetricPoint::floor);
    }

    /// How many images were measured on what, in words; empty before the first measurement.
    public String caption(String metric) {
        MetricPoint point = newest.get(metric);
        if (point == null) {
            return "";
        }
        return messages.text("train.metric.caption", messages.number(point.count(), 0), point.features());
    }

    /// What the model after `step` steps was measured to have, metric by metric; of the measurements up to that step
    /// the newest.
    public String valuesAt(int step) {
        List<String> values = new ArrayList<>();
        curves.forEach((metric, curve) -> {
            At found = null;
            for (At at : curve) {
                if (at.step() <= step) {
                    found = at;
                }
            }
            if (found != null) {
                String value = label(metric) + " " + messages.number(found.value(), 3);
                values.add(
                        found.step() == step
                                ? value
                                : messages.text("train.machine.measuredAt", value, messages.number(found.step(), 0)));
            }
        });
        return String.join(" · ", values);
    }
}
