package studio.latent.app.train;

import java.nio.file.Path;

/// A run that is over, as the list of earlier runs shows it.
///
/// @param state how far it came, in words
public record EarlierRun(String name, String state, Path folder) {}
