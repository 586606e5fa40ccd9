package studio.latent.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import studio.latent.engine.Directions;
import studio.latent.engine.OpenModel;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ShiftedLatent;

/// `--direction NAME=AMOUNT`: moves latents, or what is made of them, along directions that the model has.
final class DirectionOption {
    @Option(
            names = "--direction",
            paramLabel = "NAME=AMOUNT",
            description = "Move along a direction of the model by so many standard deviations, for example smile=2; may"
                    + " be given several times. 'studio directions' lists them.")
    private Map<String, Double> amounts = new LinkedHashMap<>();

    boolean isGiven() {
        return !amounts.isEmpty();
    }

    /// What the option does to a latent and to what is made of it.
    ///
    /// **Errors** [NotFound] for a direction that the model has not.
    Moves of(ModelInUse open) throws StudioException {
        Map<Direction, Double> moves = new LinkedHashMap<>();
        if (isGiven()) {
            CommandScope scope = open.scope();
            Directions.Shelf shelf = scope.await(scope.studio().directions().list(open.model()));
            for (Map.Entry<String, Double> amount : amounts.entrySet()) {
                moves.put(named(amount.getKey(), shelf, open), amount.getValue());
            }
        }
        return new Moves(moves, open.model());
    }

    /// The user's own stand behind those that came with the model, and win.
    private static Direction named(String name, Directions.Shelf shelf, ModelInUse open) throws NotFound {
        return shelf.directions().stream()
                .map(Directions.Kept::direction)
                .filter(direction -> direction.name().equals(name))
                .reduce((_, last) -> last)
                .orElseThrow(() -> new NotFound(
                        "The model '" + open.card().name() + "' has no direction '" + name + "'.",
                        shelf.directions().isEmpty()
                                ? "Find and save one with 'studio directions'."
                                : "Use one of "
                                        + shelf.directions().stream()
                                                .map(kept -> kept.direction().name())
                                                .distinct()
                                                .collect(Collectors.joining(", "))
                                        + "."));
    }

    /// Directions with amounts in standard deviations: those in z move latents, the others what is made of them.
    record Moves(Map<Direction, Double> amounts, OpenModel model) {
        /// Whether a latent moves at all, and not what is made of it alone.
        boolean moveLatents() {
            return amounts.keySet().stream().anyMatch(Direction::movesLatents);
        }

        ShiftedLatent apply(ShiftedLatent styled) {
            return new ShiftedLatent(apply(styled.latent()), shifted(styled.shift()));
        }

        /// A latent, moved by the directions in z.
        Latent apply(Latent latent) {
            Latent moved = latent;
            for (Map.Entry<Direction, Double> amount : amounts.entrySet()) {
                if (amount.getKey().movesLatents()) {
                    moved = amount.getKey().moved(moved, amount.getValue());
                }
            }
            return moved;
        }

        /// How images are made on whose way directions move anything.
        SamplerSettings styled(SamplerSettings settings) {
            return settings.styled(
                    settings.styling().shiftedBy(shifted(settings.styling().shift())));
        }

        private @Nullable DecoderShift shifted(@Nullable DecoderShift shift) {
            DecoderShift moved = shift;
            for (Map.Entry<Direction, Double> amount : amounts.entrySet()) {
                if (!amount.getKey().movesLatents()) {
                    moved = amount.getKey().moved(model.shiftOr(moved), amount.getValue());
                }
            }
            return moved;
        }
    }
}
