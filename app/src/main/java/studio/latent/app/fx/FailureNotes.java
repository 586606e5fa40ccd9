package studio.latent.app.fx;

import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.latent.app.control.InlineNote;
import studio.latent.app.l10n.Messages;

/// Shows a ViewModel's failures as notes in their place.
public final class FailureNotes {
    private FailureNotes() {}

    /// A note that says what `failure` holds and takes no room while that is empty.
    public static InlineNote of(ObservableValue<@Nullable FailureText> failure, Messages messages) {
        InlineNote note = new InlineNote(messages);
        follow(note, failure);
        return note;
    }

    /// Makes `note` say what `failure` holds from now on. Returns how to stop that.
    public static Subscription follow(InlineNote note, ObservableValue<@Nullable FailureText> failure) {
        return failure.subscribe((@Nullable FailureText text) -> {
            if (text == null) {
                note.dismiss();
            } else {
                note.error(text.problem(), text.remedy());
            }
        });
    }
}
