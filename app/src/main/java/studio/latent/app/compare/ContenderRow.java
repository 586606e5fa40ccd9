package studio.latent.app.compare;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

/// A model with one of its priors, to be chosen or not.
public final class ContenderRow {
    private final ModelCard card;
    private final PriorKind prior;
    private final String label;
    private final String summary;
    private final BooleanProperty chosen = new SimpleBooleanProperty(this, "chosen", false);
    private final ReadOnlyStringWrapper reason = new ReadOnlyStringWrapper(this, "reason", "");

    ContenderRow(ModelCard card, PriorKind prior, Messages messages) {
        this.card = card;
        this.prior = prior;
        label = label(card.name(), prior, messages);
        summary = ShapeText.of(card.imageShape(), messages);
    }

    static String label(String model, PriorKind prior, Messages messages) {
        return model + " · " + messages.text("compare.prior." + prior.name());
    }

    ModelCard card() {
        return card;
    }

    PriorKind prior() {
        return prior;
    }

    /// Whether a sampler makes its images, step by step.
    boolean samplesInSteps() {
        return card.capabilities().contains(Capability.DENOISES);
    }

    /// The model's name and what it draws from.
    public String label() {
        return label;
    }

    /// What its images are like.
    public String summary() {
        return summary;
    }

    public BooleanProperty chosenProperty() {
        return chosen;
    }

    /// Why it cannot be chosen now; empty where it can.
    public ReadOnlyStringProperty reasonProperty() {
        return reason.getReadOnlyProperty();
    }

    void setReason(String why) {
        reason.set(why);
    }

    /// Whether it is the same model, with the same weights, at the same prior.
    boolean isSame(ContenderRow other) {
        return prior == other.prior
                && card.name().equals(other.card.name())
                && card.hash().equals(other.card.hash());
    }
}
