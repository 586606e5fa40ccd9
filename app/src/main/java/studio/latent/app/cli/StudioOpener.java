package studio.latent.app.cli;

import studio.latent.engine.Studio;
import studio.latent.engine.error.StudioException;

/// Opens the engine when the first verb asks for it, so that `--help` and wrong usage never wait for it.
@FunctionalInterface
public interface StudioOpener {
    Studio open() throws StudioException;
}
