package studio.latent.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.app.fx.JobBinding;
import studio.latent.app.fx.ManualUiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.Precision;

class ModelsViewModelTest {
    private final FakeStudio studio = FakeStudio.direct();
    private final ManualUiThread ui = new ManualUiThread();
    private final Session session = new Session(studio, ui::run, UndoTree.inMemory());
    private final AtomicInteger shownExplore = new AtomicInteger();
    private final ModelsViewModel models = new ModelsViewModel(
            studio, session, ui, Runnable::run, Messages.in(Locale.ENGLISH), shownExplore::incrementAndGet);

    @Test
    void every_model_is_listed_with_its_card_and_the_first_is_selected() {
        assertThat(models.readProperty().get()).isTrue();
        assertThat(models.models()).extracting(ModelRow::name).containsExactly(FakeStudio.GREY, FakeStudio.COLOUR);
        ModelRow row = models.selectedProperty().get();
        assertThat(row).isNotNull();
        assertThat(row.name()).isEqualTo(FakeStudio.GREY);
        assertThat(row.facts())
                .extracting(ModelRow.Fact::value)
                .contains("8 × 8 pixels, grey", "12,345", "standard normal, mixture fitted to the data", "Apache-2.0");
        assertThat(row.metrics()).extracting(ModelRow.Fact::value).containsExactly("-101.5");
    }

    @Test
    void the_fingerprint_is_the_hash_cut_short() {
        assertThat(models.models().getFirst().facts())
                .filteredOn(fact -> fact.label().equals("Fingerprint"))
                .singleElement()
                .satisfies(fact -> assertThat(fact.value()).hasSize(12));
    }

    @Test
    void the_selected_model_shows_what_it_makes() {
        assertThat(models.samples()).hasSize(24);
        assertThat(models.samples().getFirst().shape()).isEqualTo(new ImageShape(1, 8, 8));

        models.selectedProperty().set(models.models().get(1));

        assertThat(models.samples().getFirst().shape()).isEqualTo(new ImageShape(3, 16, 16));
    }

    @Test
    void the_filter_looks_at_name_type_and_data() {
        models.filterProperty().set("COLOUR-data");
        assertThat(models.models()).extracting(ModelRow::name).containsExactly(FakeStudio.COLOUR);
        models.filterProperty().set("nothing like it");
        assertThat(models.models()).isEmpty();
        models.filterProperty().set("");
        assertThat(models.models()).hasSize(2);
    }

    @Test
    void an_imported_model_is_selected(@TempDir Path folder) throws Exception {
        Path zip = Files.createFile(folder.resolve("mine.zip"));

        models.importFrom(zip);

        assertThat(models.selectedProperty().get()).extracting(ModelRow::name).isEqualTo("mine");
        assertThat(models.newsProperty().get()).isEqualTo("mine is now among your models.");
        assertThat(models.noteProperty().get()).isNull();
    }

    @Test
    void a_path_that_is_no_model_leaves_a_note(@TempDir Path folder) {
        models.importFrom(folder.resolve("missing.zip"));

        assertThat(models.noteProperty().get()).isNotNull();
        assertThat(models.noteProperty().get().problem()).contains("missing.zip");
        assertThat(models.models()).hasSize(2);
    }

    @Test
    void an_export_tells_where_it_was_written_and_its_failure_why(@TempDir Path folder) {
        models.exportTorchScript(folder.resolve("model.pt"));
        assertThat(models.newsProperty().get()).startsWith("Written to ").endsWith("model.pt");
        assertThat(models.work().stateProperty().get()).isEqualTo(JobBinding.State.COMPLETED);

        models.exportHalfFolder(folder.resolve("half"));
        assertThat(models.newsProperty().get()).endsWith("half");
        assertThat(studio.exports()).containsExactly(Precision.FLOAT32, Precision.FLOAT16);

        studio.failNext(new BadModelFile("The weights are broken.", "Import it anew."));
        models.exportFolder(folder.resolve("model"));
        assertThat(models.noteProperty().get()).isNotNull();
        assertThat(models.noteProperty().get().remedy()).isEqualTo("Import it anew.");
    }

    @Test
    void the_selected_model_goes_on_the_bench() {
        models.selectedProperty().set(models.models().get(1));

        models.openInExplore();

        assertThat(shownExplore).hasValue(1);
        assertThat(session.modelProperty().get().card().name()).isEqualTo(FakeStudio.COLOUR);
    }

    @Test
    void a_model_that_cannot_be_opened_leaves_a_note_and_stays_here() {
        studio.failNext(new BadModelFile("The weights are broken.", "Import it anew."));

        models.openInExplore();

        assertThat(shownExplore).hasValue(0);
        assertThat(models.noteProperty().get()).isNotNull();
    }
}
