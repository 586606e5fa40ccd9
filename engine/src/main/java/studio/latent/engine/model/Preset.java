package studio.latent.engine.model;

import java.util.Map;

/// A named starting point for training: values of settings that fit together.
///
/// @param name what `--preset` takes
/// @param description one sentence: what it is for and what it needs
/// @param values setting name → text; settings not named keep their defaults
public record Preset(String name, String description, Map<String, String> values) {}
