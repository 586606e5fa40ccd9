package studio.latent.engine.nn;

import java.util.ArrayList;
import java.util.List;

/// A method of a program that another method calls as a network, each time with weights of its choice.
///
/// @param method its name; it takes `p`, `b` and tensors, and its first result is meant
public record NetworkCall(String method) {
    /// What the network makes of these arguments with the weights in the list of this name.
    ///
    /// **Shapes** the result is of the first argument's shape.
    public Value with(Graph g, String weights, Value... arguments) {
        List<String> names = new ArrayList<>(List.of(weights, "b"));
        for (Value argument : arguments) {
            names.add(argument.name());
        }
        return g.emit("((self).%s(%s))[0]".formatted(method, String.join(", ", names)), arguments[0].shape());
    }
}
