package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import studio.latent.engine.DatasetLibrary;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.error.StudioException;

/// `studio datasets`: the data sets at hand and what is in them.
@Command(
        name = "datasets",
        description = "List the data sets at hand: those that ship with the studio and those you imported.",
        footer = {
            "",
            "JSON: {datasets: [{name, location, count, channels, height, width, classes: [{name, count}],",
            "attributes: {name: [value]}, skipped: {file: reason}, licence, description}], problems: [text]}."
        })
final class DatasetsCommand implements Callable<Integer> {
    private final CommandScope scope;

    @Mixin
    private OutputOptions output = new OutputOptions();

    DatasetsCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Override
    public Integer call() throws StudioException {
        DatasetLibrary library = scope.studio().datasets();
        List<DatasetCard> cards = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String name : library.names()) {
            try {
                cards.add(scope.await(library.describe(name)));
            } catch (StudioException e) {
                problems.add(e.problem() + " " + e.remedy());
            }
        }
        if (output.json) {
            JsonArray datasets = new JsonArray();
            cards.forEach(card -> datasets.add(Cards.json(card)));
            JsonObject object = new JsonObject();
            object.add("datasets", datasets);
            object.add("problems", Cards.texts(problems));
            scope.print(object);
            return CommandLineProgram.DONE;
        }
        print(cards);
        problems.forEach(problem -> scope.remark("studio: " + problem));
        return CommandLineProgram.DONE;
    }

    private void print(List<DatasetCard> cards) {
        if (cards.isEmpty()) {
            scope.print("There is no data set yet; 'studio import' takes a folder, a zip or an IDX file.");
            return;
        }
        TextTable table = new TextTable("NAME", "IMAGES", "SIZE", "CLASSES", "ATTRIBUTES", "SKIPPED", "LOCATION");
        for (DatasetCard card : cards) {
            table.add(
                    card.name(),
                    "%,d".formatted(card.count()),
                    Cards.size(card.shape()),
                    Integer.toString(card.classes().size()),
                    Integer.toString(card.attributes().size()),
                    Integer.toString(card.skipped().size()),
                    card.location().toString());
        }
        table.lines().forEach(scope::print);
    }
}
