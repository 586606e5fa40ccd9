package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import studio.latent.engine.TrainingRuns;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.Setting;

/// What can be trained, as `studio train --list` shows it.
final class TrainingOffer {
    private final TrainingRuns runs;
    private final List<String> types;

    TrainingOffer(TrainingRuns runs, List<String> types) {
        this.runs = runs;
        this.types = types;
    }

    void print(CommandScope scope, boolean json) {
        if (json) {
            scope.print(json());
            return;
        }
        for (String type : types) {
            scope.print(type);
            TextTable presets = new TextTable("  PRESET", "FOR");
            runs.presets(type).forEach(preset -> presets.add("  " + preset.name(), preset.description()));
            presets.lines().forEach(scope::print);
            TextTable settings = new TextTable("  SETTING", "DEFAULT", "ALLOWED");
            runs.settings(type).forEach(s -> settings.add("  " + s.name(), s.value(), allowed(s)));
            settings.lines().forEach(scope::print);
            scope.print("");
        }
    }

    private static String allowed(Setting setting) {
        String unit = setting.unit().isEmpty() ? "" : " " + setting.unit();
        return switch (setting.kind()) {
            case FLAG -> "true, false";
            case CHOICE -> String.join(", ", setting.choices());
            case INTEGER -> "%.0f … %.0f%s".formatted(setting.min(), setting.max(), unit);
            case REAL -> "%s … %s%s".formatted(setting.min(), setting.max(), unit);
        };
    }

    private JsonObject json() {
        JsonArray array = new JsonArray();
        for (String type : types) {
            JsonObject one = new JsonObject();
            one.addProperty("type", type);
            JsonArray presets = new JsonArray();
            runs.presets(type).forEach(preset -> presets.add(json(preset)));
            one.add("presets", presets);
            JsonArray settings = new JsonArray();
            runs.settings(type).forEach(setting -> settings.add(json(setting)));
            one.add("settings", settings);
            array.add(one);
        }
        JsonObject object = new JsonObject();
        object.add("types", array);
        return object;
    }

    private static JsonObject json(Preset preset) {
        JsonObject object = new JsonObject();
        object.addProperty("name", preset.name());
        object.addProperty("description", preset.description());
        JsonObject values = new JsonObject();
        preset.values().forEach(values::addProperty);
        object.add("values", values);
        return object;
    }

    private static JsonObject json(Setting setting) {
        JsonObject object = new JsonObject();
        object.addProperty("name", setting.name());
        object.addProperty("group", setting.group());
        object.addProperty("kind", Cards.lower(setting.kind()));
        object.addProperty("value", setting.value());
        object.add("min", Cards.number(setting.min()));
        object.add("max", Cards.number(setting.max()));
        object.addProperty("unit", setting.unit());
        object.add("choices", Cards.texts(setting.choices()));
        return object;
    }
}
