package studio.latent.engine.metric;

import com.google.gson.JsonObject;
import java.util.Locale;

/// A metric's result as the files and the command line tell it.
///
/// A value has `metric, value, better`, with a band `low, high, level, band` and the `floor` where there are any;
/// a metric without a value has `metric, reason, remedy`.
public final class MetricResultJson {
    private MetricResultJson() {}

    /// The result as an object that the caller may add to.
    public static JsonObject of(MetricResult result) {
        JsonObject object = new JsonObject();
        object.addProperty("metric", result.metric().id());
        switch (result) {
            case MetricResult.Measured measured -> write(measured, object);
            case MetricResult.NotMeasurable none -> {
                object.addProperty("reason", none.reason());
                object.addProperty("remedy", none.remedy());
            }
        }
        return object;
    }

    private static void write(MetricResult.Measured measured, JsonObject object) {
        object.addProperty("value", measured.value());
        Band band = measured.band();
        if (band != null) {
            object.addProperty("low", band.low());
            object.addProperty("high", band.high());
            object.addProperty("level", band.level());
            object.addProperty("band", lower(band.method()));
        }
        if (measured.floor() != null) {
            object.addProperty("floor", measured.floor());
        }
        object.addProperty("better", lower(measured.metric().better()));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
