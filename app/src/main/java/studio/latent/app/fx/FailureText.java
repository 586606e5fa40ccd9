package studio.latent.app.fx;

import studio.latent.app.l10n.Messages;
import studio.latent.engine.error.StudioException;

/// A failure in the user's words: what happened and what to do next, one sentence each.
public record FailureText(String problem, String remedy) {
    /// The world's faults speak for themselves; anything else is a bug of the studio and says so.
    public static FailureText of(Throwable cause, Messages messages) {
        if (cause instanceof StudioException fault) {
            return new FailureText(fault.problem(), fault.remedy());
        }
        return new FailureText(
                messages.text("failure.bug", cause.getClass().getSimpleName(), String.valueOf(cause.getMessage())),
                messages.text("failure.bug.remedy"));
    }
}
