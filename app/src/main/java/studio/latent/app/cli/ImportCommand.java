package studio.latent.app.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.zip.ZipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.io.DiffusersUNet;
import studio.latent.engine.model.ModelCard;

/// `studio import`: takes a model or a data set into the user's library.
@Command(
        name = "import",
        description = {
            "Take a model or a data set into your library.",
            "A folder or zip with a model.json, the folder of a training, a .pt file that this studio exported, or a"
                    + " UNet2DModel or AutoencoderKL folder of diffusers or a pipeline's folder with a UNet2DModel, is a"
                    + " model and is copied; any other folder, zip or IDX file is a data set and stays where it is."
                    + " Nothing in it is executed."
        },
        footer = {"", "JSON: {kind: 'model'|'dataset', model|dataset: as 'studio models' or 'studio datasets' say it}."
        })
final class ImportCommand implements Callable<Integer> {
    private final CommandScope scope;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "PATH", description = "A model folder, a zip, a .pt file, an image folder or an IDX file.")
    private Path path = Path.of("");

    ImportCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Override
    public Integer call() throws StudioException {
        if (!Files.exists(path)) {
            throw new NotFound("There is no file or folder " + path + ".", "Check the spelling of the path.");
        }
        return isModel() ? importModel() : importDataset();
    }

    private int importModel() throws StudioException {
        ModelCard card = scope.await(scope.studio().models().importFrom(path));
        if (output.json) {
            printJson("model", Cards.json(card));
        } else {
            scope.print("Imported the model '%s': 'studio sample --model %s --count 16 --out grid.png' draws from it."
                    .formatted(card.name(), card.name()));
            if (isOfDiffusers()) {
                scope.remark(card.description()); // says what the files left open and what it was taken for
            }
        }
        return CommandLineProgram.DONE;
    }

    private int importDataset() throws StudioException {
        DatasetCard card = scope.await(scope.studio().datasets().importFrom(path));
        if (output.json) {
            printJson("dataset", Cards.json(card));
        } else {
            scope.print("Imported the data set '%s': %,d images, %s."
                    .formatted(card.name(), card.count(), Cards.size(card.shape())));
            card.skipped().forEach((file, reason) -> scope.remark("skipped " + file + ": " + reason));
        }
        return CommandLineProgram.DONE;
    }

    private void printJson(String kind, JsonObject card) {
        JsonObject object = new JsonObject();
        object.addProperty("kind", kind);
        object.add(kind, card);
        scope.print(object);
    }

    private boolean isOfDiffusers() {
        return DiffusersUNet.isPlausible(path) || DiffusersUNet.isInPipeline(path);
    }

    private boolean isModel() {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (Files.isDirectory(path)) {
            return Files.exists(path.resolve("model.json"))
                    || Files.exists(path.resolve("model/model.json"))
                    || isOfDiffusers();
        }
        return name.endsWith(".pt") || (name.endsWith(".zip") && zipHoldsModel());
    }

    /// At the top of the zip, or in the one folder that it holds. A zip that cannot be listed is left to the reader
    /// of data sets, which says what is wrong with it.
    private boolean zipHoldsModel() {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            return zip.stream().anyMatch(entry -> entry.getName().matches("([^/]+/)?model\\.json"));
        } catch (IOException _) {
            return false;
        }
    }
}
