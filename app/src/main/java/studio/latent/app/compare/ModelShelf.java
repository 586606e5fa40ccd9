package studio.latent.app.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import studio.latent.app.fx.UiThread;
import studio.latent.app.session.Session;
import studio.latent.engine.Contender;
import studio.latent.engine.ModelLibrary;
import studio.latent.engine.OpenModel;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.ModelCard;

/// Opens the models that are compared, each once. For the window's thread.
final class ModelShelf {
    private final ModelLibrary library;
    private final Session session;
    private final UiThread ui;
    private final Map<Key, OpenModel> opened = new HashMap<>();

    /// Weights that changed under a name are another model.
    private record Key(String name, String hash) {
        static Key of(ModelCard card) {
            return new Key(card.name(), card.hash());
        }
    }

    ModelShelf(ModelLibrary library, Session session, UiThread ui) {
        this.library = library;
        this.session = session;
        this.ui = ui;
    }

    /// Opens those of `rows` that are not open and hands all over, in order, with their dials as trained.
    void open(List<ContenderRow> rows, Consumer<List<Contender>> sink, Consumer<Throwable> trouble) {
        for (ContenderRow row : rows) {
            if (!opened.containsKey(Key.of(row.card()))) {
                open(row, () -> open(rows, sink, trouble), trouble);
                return;
            }
        }
        List<Contender> all = new ArrayList<>();
        for (ContenderRow row : rows) {
            OpenModel model = opened.get(Key.of(row.card()));
            if (model != null) {
                all.add(Contender.neutral(model, row.prior()));
            }
        }
        sink.accept(all);
    }

    private void open(ContenderRow row, Runnable then, Consumer<Throwable> trouble) {
        Job<OpenModel> job = session.track(library.open(row.card().name()));
        job.whenDone(outcome -> ui.run(() -> {
            switch (outcome) {
                case Outcome.Completed<OpenModel>(OpenModel model) -> {
                    opened.put(Key.of(row.card()), model);
                    then.run();
                }
                case Outcome.Cancelled<OpenModel> _ -> {}
                case Outcome.Failed<OpenModel>(Throwable cause) -> trouble.accept(cause);
            }
        }));
    }
}
