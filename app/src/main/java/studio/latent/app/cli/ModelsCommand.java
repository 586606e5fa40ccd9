package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import studio.latent.engine.ModelLibrary;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.model.ModelCard;

/// `studio models`: the models at hand, without loading one.
@Command(
        name = "models",
        description = "List the models at hand: those that ship with the studio and your own.",
        footer = {
            "",
            "JSON: {models: [{name, location, family, type, channels, height, width, latentDimension, priors,",
            "capabilities, parameters, hash, dataset, licence, description, metrics}], problems: [text], folder}."
        })
final class ModelsCommand implements Callable<Integer> {
    private final CommandScope scope;

    @Mixin
    private OutputOptions output = new OutputOptions();

    ModelsCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Override
    public Integer call() throws StudioException {
        ModelLibrary library = scope.studio().models();
        List<ModelCard> cards = library.list();
        List<String> problems = library.problems();
        if (output.json) {
            JsonArray models = new JsonArray();
            cards.forEach(card -> models.add(Cards.json(card)));
            JsonObject object = new JsonObject();
            object.add("models", models);
            object.add("problems", Cards.texts(problems));
            object.addProperty("folder", library.folder().toString());
            scope.print(object);
            return CommandLineProgram.DONE;
        }
        print(library, cards);
        problems.forEach(problem -> scope.remark("studio: " + problem));
        return CommandLineProgram.DONE;
    }

    private void print(ModelLibrary library, List<ModelCard> cards) {
        if (cards.isEmpty()) {
            scope.print("There is no model yet; 'studio train' makes one, 'studio import' takes one to "
                    + library.folder() + ".");
            return;
        }
        TextTable table = new TextTable("NAME", "TYPE", "IMAGES", "LATENT", "PRIORS", "WEIGHTS", "TRAINED ON");
        for (ModelCard card : cards) {
            table.add(
                    card.name(),
                    card.type(),
                    Cards.size(card.imageShape()),
                    Integer.toString(card.latentDimension()),
                    String.join(", ", card.priors().stream().map(Cards::lower).toList()),
                    "%,d".formatted(card.parameters()),
                    card.dataset().isEmpty() ? "?" : card.dataset());
        }
        table.lines().forEach(scope::print);
    }
}
