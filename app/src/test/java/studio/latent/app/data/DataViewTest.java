package studio.latent.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.app.FixedPaths;
import studio.latent.app.FxTest;
import studio.latent.app.control.ImageGridView;
import studio.latent.app.fx.FxThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;

class DataViewTest extends FxTest {
    private final FakeStudio studio = FakeStudio.onOwnThread();
    private final List<String> taken = new ArrayList<>();

    private DataViewModel shown(FixedPaths paths) {
        List<DataViewModel> made = new ArrayList<>();
        show(1280, 800, () -> {
            FxThread ui = new FxThread();
            Messages english = Messages.in(Locale.ENGLISH);
            Session session = new Session(studio, ui::run, UndoTree.inMemory());
            DataViewModel data = new DataViewModel(studio.datasets(), session, ui, english, taken::add);
            made.add(data);
            return new DataView(data, english, paths);
        });
        return made.getFirst();
    }

    @Test
    void looking_through_the_data_sets_by_keyboard_and_taking_one_to_train() {
        DataViewModel data = shown(FixedPaths.none());
        waitUntil(
                "the first data set is described", () -> data.detailsProperty().get() != null);
        ImageGridView grid = find("#data-images", ImageGridView.class);
        assertThat(callFx(() -> grid.tiles().size())).isEqualTo(100);
        waitUntil("images are read", () -> grid.tiles().getFirst().image() != null);

        ListView<?> list = find("#data-list", ListView.class);
        focus(list);
        press(KeyCode.DOWN);
        waitUntil("the second is described", () -> grid.tiles().size() == 50);

        Label title = find("#data-title", Label.class);
        assertThat(title.getText()).isEqualTo("colour-data");
        TitledPane skipped = find("#data-skipped", TitledPane.class);
        assertThat(skipped.getText()).isEqualTo("Skipped images: 1");
        assertThat(skipped.isExpanded()).isFalse();
        click("#data-train");
        assertThat(taken).containsExactly("colour-data");
    }

    @Test
    void importing_a_folder_from_the_menu(@TempDir Path folder) throws Exception {
        Path cats = Files.createDirectory(folder.resolve("cats"));
        DataViewModel data = shown(FixedPaths.of(cats));

        click("#data-import");
        press(KeyCode.DOWN);
        press(KeyCode.ENTER);
        waitUntil("it is selected", () -> "cats".equals(data.selectedProperty().get()));

        assertThat(callFx(() -> data.newsProperty().get())).isEqualTo("cats is now among the data sets.");
    }
}
