package studio.latent.engine.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.latent.engine.train.doctor.Ailment;
import studio.latent.engine.train.doctor.Diagnosis;
import studio.latent.engine.train.doctor.Finding;
import studio.latent.engine.train.doctor.Symptom;

/// A run's health as members of a journal line: `vitals` (name → number) and `changes`.
final class HealthJson {
    private HealthJson() {}

    static void write(TrainingEvent.Health health, JsonObject line) {
        JsonObject vitals = new JsonObject();
        health.vitals().forEach((name, value) -> {
            if (Double.isFinite(value)) {
                vitals.addProperty(name, value);
            }
        });
        line.add("vitals", vitals);
        JsonArray changes = new JsonArray();
        health.changes().forEach(change -> changes.add(json(change)));
        line.add("changes", changes);
    }

    private static JsonObject json(Diagnosis change) {
        JsonObject json = new JsonObject();
        switch (change) {
            case Diagnosis.Began(Finding finding) -> {
                json.addProperty("began", finding.ailment().name());
                json.addProperty("since", finding.since());
                json.addProperty("symptom", finding.symptom().key());
                JsonArray numbers = new JsonArray();
                finding.symptom().numbers().forEach(numbers::add);
                json.add("numbers", numbers);
            }
            case Diagnosis.Ended(Ailment ailment, int _) -> json.addProperty("ended", ailment.name());
        }
        return json;
    }

    /// The reverse of [#write].
    ///
    /// **Errors** unchecked ones for a line that is none; the reader skips it.
    static TrainingEvent.Health read(int step, JsonObject line) {
        Map<String, Double> vitals = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry :
                line.getAsJsonObject("vitals").entrySet()) {
            vitals.put(entry.getKey(), entry.getValue().getAsDouble());
        }
        List<Diagnosis> changes = new ArrayList<>();
        for (JsonElement element : line.getAsJsonArray("changes")) {
            changes.add(change(step, element.getAsJsonObject()));
        }
        return new TrainingEvent.Health(step, vitals, changes);
    }

    private static Diagnosis change(int step, JsonObject json) {
        JsonElement ended = json.get("ended");
        if (ended != null) {
            return new Diagnosis.Ended(Ailment.valueOf(ended.getAsString()), step);
        }
        List<Double> numbers = new ArrayList<>();
        json.getAsJsonArray("numbers").forEach(number -> numbers.add(number.getAsDouble()));
        Symptom symptom = Symptom.of(json.get("symptom").getAsString(), numbers)
                .orElseThrow(() -> new IllegalArgumentException("symptom must be known, got " + json));
        return new Diagnosis.Began(new Finding(
                Ailment.valueOf(json.get("began").getAsString()),
                symptom,
                json.get("since").getAsInt(),
                step));
    }
}
