package studio.latent.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.FixedPaths;
import studio.latent.app.FxTest;
import studio.latent.app.fx.FxThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;

class ModelsViewTest extends FxTest {
    private final FakeStudio studio = FakeStudio.onOwnThread();
    private final AtomicInteger shownExplore = new AtomicInteger();

    private ModelsViewModel shown(FixedPaths paths) {
        List<ModelsViewModel> made = new ArrayList<>();
        show(1280, 800, () -> {
            FxThread ui = new FxThread();
            Messages english = Messages.in(Locale.ENGLISH);
            Session session = new Session(studio, ui::run, UndoTree.inMemory());
            ModelsViewModel models = new ModelsViewModel(
                    studio, session, ui, Thread::startVirtualThread, english, shownExplore::incrementAndGet);
            made.add(models);
            return new ModelsView(models, english, paths);
        });
        waitUntil("models are listed", () -> made.getFirst().models().size() == 2);
        return made.getFirst();
    }

    @Test
    void finding_a_model_by_keyboard_reading_its_card_and_opening_it() {
        shown(FixedPaths.none());
        TextField filter = find("#models-filter", TextField.class);
        focus(filter);
        type("colour");
        ListView<?> list = find("#models-list", ListView.class);
        assertThat(callFx(() -> list.getItems().size())).isEqualTo(1);

        focus(list);
        press(KeyCode.HOME);
        Label title = find("#models-title", Label.class);
        waitUntil("its card is shown", () -> FakeStudio.COLOUR.equals(title.getText()));
        press(KeyCode.ENTER);

        waitUntil("it is on the bench", () -> shownExplore.get() == 1);
    }

    @Test
    void exporting_tells_where_and_a_bad_import_says_what_to_do() {
        ModelsViewModel models = shown(FixedPaths.of(Path.of("nowhere", "broken.zip")));

        click("#models-export-torchscript");
        waitUntil("the export is told", () -> models.newsProperty().get().endsWith("broken.zip"));

        click("#models-import");
        press(KeyCode.DOWN);
        press(KeyCode.DOWN);
        press(KeyCode.ENTER);
        waitUntil("the note is shown", () -> isShown(".inline-note.error"));
        assertThat(callFx(() -> models.noteProperty().get().remedy())).isEqualTo("Choose a model folder or zip.");
    }
}
