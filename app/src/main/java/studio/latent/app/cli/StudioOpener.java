package studio.latent.app.cli;

import java.util.function.UnaryOperator;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.error.StudioException;

/// Opens the engine when the first verb asks for it, so that `--help` and wrong usage never wait for it.
@FunctionalInterface
public interface StudioOpener {
    /// The studio.
    ///
    /// @param change what the words of the command line change about the options of this process
    Studio open(UnaryOperator<StudioOptions> change) throws StudioException;
}
