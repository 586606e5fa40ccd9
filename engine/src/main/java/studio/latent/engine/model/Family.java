package studio.latent.engine.model;

/// The kinds of generative model that the studio knows.
public enum Family {
    VAE("vae");

    private final String id;

    Family(String id) {
        this.id = id;
    }

    /// The name on the command line and in files.
    public String id() {
        return id;
    }
}
