package studio.latent.engine.nn;

/// How a script refers to a weight.
enum WeightNaming {
    /// As an element of the lists `p` (trained) and `b` (buffers) that each method takes first.
    LISTS,
    /// As an attribute of the module: for files that others load.
    ATTRIBUTES;

    String expression(ParameterTable.Entry entry) {
        return switch (this) {
            case LISTS -> (entry.trained() ? "p[" : "b[") + entry.index() + "]";
            case ATTRIBUTES -> "self." + attribute(entry.name());
        };
    }

    /// A weight's name as an identifier: TorchScript attributes have no dots.
    static String attribute(String name) {
        return name.replace('.', '_');
    }
}
