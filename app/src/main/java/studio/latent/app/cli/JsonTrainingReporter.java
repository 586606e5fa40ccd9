package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.TrainingRun;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.train.MetricPoint;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingState;
import studio.latent.engine.train.doctor.Ailment;
import studio.latent.engine.train.doctor.Diagnosis;
import studio.latent.engine.train.doctor.Finding;

/// A training as JSON, one object a line, for programs.
final class JsonTrainingReporter implements TrainingReporter {
    private final CommandScope scope;
    private final TrainingRun run;
    private boolean over;

    JsonTrainingReporter(CommandScope scope, TrainingRun run) {
        this.scope = scope;
        this.run = run;
    }

    @Override
    public synchronized void started() {
        JsonObject object = new JsonObject();
        object.addProperty("event", "started");
        object.addProperty("folder", run.folder().toString());
        object.addProperty("step", run.step());
        object.addProperty("steps", run.steps());
        scope.print(object);
    }

    @Override
    public synchronized void event(TrainingEvent event) {
        if (!over) {
            scope.print(json(event));
        }
    }

    private JsonObject json(TrainingEvent event) {
        JsonObject object = new JsonObject();
        switch (event) {
            case TrainingEvent.Losses losses -> {
                named(object, "losses", event).addProperty("imagesSeen", losses.imagesSeen());
                JsonObject terms = new JsonObject();
                losses.terms().forEach((name, value) -> terms.add(name, Cards.number(value)));
                object.add("terms", terms);
            }
            case TrainingEvent.Speed speed -> {
                named(object, "speed", event).add("imagesPerSecond", Cards.number(speed.imagesPerSecond()));
                object.add("secondsLeft", Cards.number(speed.secondsLeft()));
                object.add("learningRate", Cards.number(speed.learningRate()));
                object.addProperty("residentBytes", speed.residentBytes());
            }
            case TrainingEvent.Grid _ -> named(object, "grid", event);
            case TrainingEvent.Reconstructions _ -> named(object, "reconstructions", event);
            case TrainingEvent.Measured measured -> {
                JsonArray points = new JsonArray();
                measured.points().forEach(point -> points.add(json(point)));
                named(object, "measured", event).add("points", points);
            }
            case TrainingEvent.Health health -> {
                JsonObject vitals = new JsonObject();
                health.vitals().forEach((name, value) -> vitals.add(name, Cards.number(value)));
                named(object, "health", event).add("vitals", vitals);
                JsonArray changes = new JsonArray();
                health.changes().forEach(change -> changes.add(json(change)));
                object.add("changes", changes);
            }
            case TrainingEvent.Judgements judged -> {
                named(object, "judgements", event).add("real", numbers(judged.real()));
                object.add("generated", numbers(judged.generated()));
            }
            case TrainingEvent.CheckpointSaved saved ->
                named(object, "checkpoint", event).addProperty("file", saved.file());
            case TrainingEvent.StateChanged changed ->
                named(object, "state", event).addProperty("state", Cards.lower(changed.state()));
            case TrainingEvent.Note note -> named(object, "note", event).addProperty("text", note.text());
        }
        return object;
    }

    private static JsonArray numbers(List<Double> values) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(Cards.number(value)));
        return array;
    }

    private static JsonObject json(MetricPoint point) {
        JsonObject json = new JsonObject();
        json.addProperty("metric", point.metric());
        json.addProperty("value", point.value());
        json.addProperty("low", point.low());
        json.addProperty("high", point.high());
        json.addProperty("floor", point.floor());
        json.addProperty("count", point.count());
        json.addProperty("features", point.features());
        return json;
    }

    private JsonObject json(Diagnosis change) {
        JsonObject json = new JsonObject();
        switch (change) {
            case Diagnosis.Began(Finding finding) -> {
                json.addProperty("began", Cards.lower(finding.ailment()));
                json.addProperty("since", finding.since());
                json.addProperty("symptom", finding.symptom().key());
                JsonArray numbers = new JsonArray();
                finding.symptom().numbers().forEach(number -> numbers.add(Cards.number(number)));
                json.add("numbers", numbers);
                JsonArray remedies = new JsonArray();
                run.remediesFor(finding.ailment()).forEach(remedy -> remedies.add(TreatOption.name(remedy)));
                json.add("remedies", remedies);
            }
            case Diagnosis.Ended(Ailment ailment, int _) -> json.addProperty("ended", Cards.lower(ailment));
        }
        return json;
    }

    private static JsonObject named(JsonObject object, String name, TrainingEvent event) {
        object.addProperty("event", name);
        object.addProperty("step", event.step());
        return object;
    }

    @Override
    public synchronized void ended(TrainingState state, @Nullable ModelCard model) {
        if (over) {
            return;
        }
        over = true;
        JsonObject object = new JsonObject();
        object.addProperty("event", "result");
        object.addProperty("state", Cards.lower(state));
        object.addProperty("step", run.step());
        object.addProperty("folder", run.folder().toString());
        if (model != null) {
            object.add("model", Cards.json(model));
        }
        scope.print(object);
    }
}
