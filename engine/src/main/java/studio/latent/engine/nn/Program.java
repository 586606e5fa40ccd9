package studio.latent.engine.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The methods of one model as TorchScript text, over one table of weights.
///
/// Each method takes the weights (`p`, `b`), then its tensors, then its numbers, and returns a list of tensors.
public final class Program {
    private final ParameterTable parameters = new ParameterTable();
    private final StringBuilder text = new StringBuilder();
    private final Graph.Precision precision;

    private final Border border;

    public Program(Graph.Precision precision) {
        this(precision, Border.ZEROS);
    }

    /// A program whose convolutions see `border` beyond an image's own.
    public Program(Graph.Precision precision, Border border) {
        this.precision = precision;
        this.border = border;
    }

    public ParameterTable parameters() {
        return parameters;
    }

    /// Adds a method. `body` writes it and returns what it returns.
    public Program method(
            String name,
            Graph.Mode mode,
            List<String> tensors,
            List<String> numbers,
            Function<Graph, List<Value>> body) {
        return method(name, mode, List.of(), tensors, numbers, body);
    }

    /// The same with further lists of weights behind `p` and `b`, for [NetworkCall].
    public Program method(
            String name,
            Graph.Mode mode,
            List<String> lists,
            List<String> tensors,
            List<String> numbers,
            Function<Graph, List<Value>> body) {
        Graph graph = new Graph(parameters, mode, precision, WeightNaming.LISTS, border);
        List<Value> results = body.apply(graph);
        List<String> arguments = new ArrayList<>(List.of("p: List[Tensor]", "b: List[Tensor]"));
        lists.forEach(list -> arguments.add(list + ": List[Tensor]"));
        tensors.forEach(tensor -> arguments.add(tensor + ": Tensor"));
        numbers.forEach(number -> arguments.add(number + ": float"));
        text.append("  def ").append(name).append("(self: __torch__.M, ");
        text.append(String.join(", ", arguments)).append(") -> List[Tensor]:\n");
        text.append(graph.body())
                .append("    return [")
                .append(Graph.tuple(results))
                .append("]\n");
        return this;
    }

    /// Adds a method as text, for what is no network: optimizers.
    public Program raw(String method) {
        text.append(method);
        return this;
    }

    public String text() {
        return text.toString();
    }
}
