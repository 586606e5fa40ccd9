package studio.latent.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.fx.ManualUiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

class SeedImagesTest {
    private final ManualUiThread ui = new ManualUiThread();
    private final List<Throwable> troubles = new ArrayList<>();

    private SeedImages over(FakeStudio studio) {
        Session session = new Session(studio, ui::run, UndoTree.inMemory());
        ModelShelf shelf = new ModelShelf(studio.models(), session, ui);
        return new SeedImages(studio.bench(), session, shelf, ui, troubles::add);
    }

    private static ContenderRow row(FakeStudio studio, PriorKind prior) {
        ModelCard card = studio.models().list().getFirst();
        return new ContenderRow(card, prior, Messages.in(Locale.ENGLISH));
    }

    @Test
    void a_row_stands_there_before_its_images_come() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        FakeStudio studio = FakeStudio.held(tasks);
        SeedImages images = over(studio);

        images.show(List.of(row(studio, PriorKind.NORMAL)));
        assertThat(images.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.images()).isEmpty());
        FakeStudio.drain(tasks);

        assertThat(images.lines().getFirst().images()).hasSize(SeedImages.SHOWN);
    }

    @Test
    void rows_that_stay_are_not_drawn_again_and_those_that_went_never_appear() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        FakeStudio studio = FakeStudio.held(tasks);
        SeedImages images = over(studio);
        ContenderRow normal = row(studio, PriorKind.NORMAL);
        ContenderRow mixture = row(studio, PriorKind.MIXTURE);
        images.show(List.of(normal));
        FakeStudio.drain(tasks);

        images.show(List.of(normal, mixture));
        assertThat(images.lines().getFirst().images()).isNotEmpty();
        assertThat(tasks).hasSize(1);
        images.show(List.of(normal));
        FakeStudio.drain(tasks);

        assertThat(images.lines()).extracting(SeedImages.Line::label).containsExactly("fake-grey · normal prior");
    }

    @Test
    void a_model_that_cannot_be_opened_is_told() {
        FakeStudio studio = FakeStudio.direct();
        studio.failNext(new BadModelFile("It is broken.", "Bring another."));
        SeedImages images = over(studio);

        images.show(List.of(row(studio, PriorKind.NORMAL)));

        assertThat(troubles).hasSize(1);
        assertThat(images.lines().getFirst().images()).isEmpty();
    }
}
