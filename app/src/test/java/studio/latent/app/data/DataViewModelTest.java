package studio.latent.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.app.fx.ManualUiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;

class DataViewModelTest {
    private final List<String> taken = new ArrayList<>();

    private DataViewModel over(FakeStudio studio) {
        ManualUiThread ui = new ManualUiThread();
        Session session = new Session(studio, ui::run, UndoTree.inMemory());
        return new DataViewModel(studio.datasets(), session, ui, Messages.in(Locale.ENGLISH), taken::add);
    }

    @Test
    void the_first_data_set_is_described_with_its_classes() {
        DataViewModel data = over(FakeStudio.direct());

        assertThat(data.names()).containsExactly("grey-data", "colour-data");
        DatasetDetails details = data.detailsProperty().get();
        assertThat(details).isNotNull();
        assertThat(details.facts())
                .extracting(DatasetDetails.Fact::value)
                .contains("100", "8 × 8 pixels, grey", "CC0-1.0");
        assertThat(details.classes())
                .containsExactly(
                        new DatasetDetails.ClassCount("round", 60, 1),
                        new DatasetDetails.ClassCount("square", 40, 40 / 60.0));
    }

    @Test
    void attributes_and_skipped_files_are_told() {
        DataViewModel data = over(FakeStudio.direct());

        data.selectedProperty().set("colour-data");

        DatasetDetails details = data.detailsProperty().get();
        assertThat(details.attributes()).containsExactly(new DatasetDetails.Fact("hair", "dark, light"));
        assertThat(details.skipped()).containsExactly("00017.png: ends too early");
    }

    @Test
    void images_come_when_they_are_looked_at() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        DataViewModel data = over(FakeStudio.held(tasks));
        assertThat(data.detailsProperty().get()).isNull();
        assertThat(data.image(3)).isEmpty();
        FakeStudio.drain(tasks);
        assertThat(data.image(3)).isEmpty();
        FakeStudio.drain(tasks);

        assertThat(data.imagesRevisionProperty().get()).isEqualTo(1);
        assertThat(data.image(3)).isPresent();
        assertThat(data.image(99)).isEmpty();
    }

    @Test
    void of_two_data_sets_chosen_quickly_the_newest_is_shown() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        DataViewModel data = over(FakeStudio.held(tasks));

        data.selectedProperty().set("colour-data");
        FakeStudio.drain(tasks);

        assertThat(data.detailsProperty().get())
                .extracting(DatasetDetails::name)
                .isEqualTo("colour-data");
    }

    @Test
    void an_imported_folder_is_selected(@TempDir Path folder) throws Exception {
        DataViewModel data = over(FakeStudio.direct());
        Path cats = Files.createDirectory(folder.resolve("cats"));

        data.importFrom(cats);

        assertThat(data.selectedProperty().get()).isEqualTo("cats");
        assertThat(data.newsProperty().get()).isEqualTo("cats is now among the data sets.");
        assertThat(data.detailsProperty().get())
                .extracting(DatasetDetails::count)
                .isEqualTo(10);
    }

    @Test
    void a_bad_path_leaves_a_note(@TempDir Path folder) {
        DataViewModel data = over(FakeStudio.direct());

        data.importFrom(folder.resolve("nothing"));

        assertThat(data.noteProperty().get()).isNotNull();
        assertThat(data.noteProperty().get().problem()).contains("nothing");
        assertThat(data.selectedProperty().get()).isEqualTo("grey-data");
    }

    @Test
    void a_data_set_is_taken_to_train() {
        DataViewModel data = over(FakeStudio.direct());

        data.trainOnIt();

        assertThat(taken).containsExactly("grey-data");
    }
}
