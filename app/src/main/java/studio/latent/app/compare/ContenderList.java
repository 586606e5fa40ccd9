package studio.latent.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.ComparisonRequest;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

/// The models to choose from and why some of them cannot be chosen.
public final class ContenderList {
    private final Messages messages;
    private final Runnable changed;
    private final ObservableList<ContenderRow> rows = FXCollections.observableArrayList();
    private final ObservableList<ContenderRow> rowsView = FXCollections.unmodifiableObservableList(rows);
    private @Nullable ImageShape data;
    private boolean settling;

    /// @param changed runs when the choice has changed
    ContenderList(Messages messages, Runnable changed) {
        this.messages = messages;
        this.changed = changed;
    }

    /// Takes these models in place of those before; what was chosen stays chosen.
    void show(List<ModelCard> cards) {
        List<ContenderRow> before = List.copyOf(rows);
        List<ContenderRow> fresh = new ArrayList<>();
        for (ModelCard card : cards) {
            for (PriorKind prior : card.priors()) {
                fresh.add(known(before, new ContenderRow(card, prior, messages)));
            }
        }
        settle(() -> {
            before.stream()
                    .filter(row -> !fresh.contains(row))
                    .forEach(row -> row.chosenProperty().set(false));
            if (!fresh.equals(rows)) {
                rows.setAll(fresh);
            }
        });
    }

    private ContenderRow known(List<ContenderRow> before, ContenderRow row) {
        Optional<ContenderRow> same =
                before.stream().filter(each -> each.isSame(row)).findFirst();
        if (same.isPresent()) {
            return same.orElseThrow();
        }
        row.chosenProperty().addListener(_ -> {
            if (!settling) {
                settle(() -> {});
            }
        });
        return row;
    }

    /// Holds the models against the data's shape; null while no data are known. Where no model is chosen then, the
    /// first two that fit are.
    void fit(@Nullable ImageShape shape) {
        settle(() -> {
            data = shape;
            rows.stream()
                    .filter(row -> !misfit(row).isEmpty())
                    .forEach(row -> row.chosenProperty().set(false));
            List<ContenderRow> fitting =
                    rows.stream().filter(row -> misfit(row).isEmpty()).toList();
            if (shape != null && chosen().isEmpty() && fitting.size() >= 2) {
                fitting.subList(0, 2).forEach(row -> row.chosenProperty().set(true));
            }
        });
    }

    private void settle(Runnable change) {
        settling = true;
        change.run();
        boolean full = chosen().size() >= ComparisonRequest.MOST;
        for (ContenderRow row : rows) {
            boolean tooMany = full && !row.chosenProperty().get();
            String why = misfit(row);
            row.setReason(why.isEmpty() && tooMany ? messages.text("compare.full", ComparisonRequest.MOST) : why);
        }
        settling = false;
        changed.run();
    }

    private String misfit(ContenderRow row) {
        ImageShape shape = data;
        return shape == null || row.card().imageShape().equals(shape)
                ? ""
                : messages.text("compare.misfit", ShapeText.of(shape, messages));
    }

    /// What is chosen, in the list's order.
    public List<ContenderRow> chosen() {
        return rows.stream().filter(row -> row.chosenProperty().get()).toList();
    }

    /// All that there are.
    public ObservableList<ContenderRow> rows() {
        return rowsView;
    }
}
