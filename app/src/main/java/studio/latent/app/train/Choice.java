package studio.latent.app.train;

/// One thing of a list to choose from.
///
/// @param id what the engine calls it
/// @param label what the user reads
/// @param help one sentence on what it is for; may be empty
public record Choice(String id, String label, String help) {
    @Override
    public String toString() {
        return label;
    }
}
