package studio.latent.app.explore;

import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Origin;
import studio.latent.engine.model.PriorKind;

/// Says in a few words how a latent came to be.
record OriginText(Messages messages) {
    /// The same where there is no room: a seed is its number.
    String shortly(Origin origin) {
        return origin instanceof Origin.Seed(long s, PriorKind _, double _) ? Long.toString(s) : of(origin);
    }

    String of(Origin origin) {
        return switch (origin) {
            case Origin.Seed(long s, PriorKind _, double _) -> messages.text("explore.origin.seed", Long.toString(s));
            case Origin.Axis(int index) -> messages.text("explore.origin.axis", index + 1);
            case Origin.Named(String direction) -> messages.text("explore.origin.direction", direction);
            case Origin.Coordinate(int index) -> messages.text("explore.origin.coordinate", index + 1);
            case Origin.Centre _ -> messages.text("explore.origin.centre");
            case Origin.Plane _ -> messages.text("explore.origin.plane");
            case Origin.Path _ -> messages.text("explore.origin.path");
            case Origin.Arithmetic _ -> messages.text("explore.origin.arithmetic");
            case Origin.Encoded(String file) -> messages.text("explore.origin.encoded", file);
            case Origin.Restored(String file) -> messages.text("explore.origin.restored", file);
        };
    }
}
