package studio.latent.engine.model;

import java.util.List;

/// The kinds of generative model that the studio knows.
public enum Family {
    VAE("vae"),
    DIFFUSION("diffusion"),
    GAN("gan");

    private final String id;

    Family(String id) {
        this.id = id;
    }

    /// The name on the command line and in files.
    public String id() {
        return id;
    }

    /// What trades fidelity against diversity when images are drawn.
    public FidelityDial dial() {
        return switch (this) {
            case VAE -> FidelityDial.temperature(List.of(0.4, 0.6, 0.8, 1.0, 1.2, 1.4));
            case DIFFUSION -> FidelityDial.guidance(List.of(1.0, 1.5, 2.0, 3.0, 5.0));
            case GAN -> FidelityDial.truncation(List.of(0.3, 0.5, 0.7, 0.85, 1.0, 1.15));
        };
    }
}
