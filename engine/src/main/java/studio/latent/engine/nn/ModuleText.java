package studio.latent.engine.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The same networks as a module of their own: weights are attributes, methods take and return tensors.
///
/// This is the form that leaves the studio: `torch.jit.load` opens it. Attribute names are the weights' names with
/// underscores for dots.
public final class ModuleText {
    private final ParameterTable parameters = new ParameterTable();
    private final StringBuilder methods = new StringBuilder();

    /// Adds a method of one tensor to one tensor.
    public ModuleText method(String name, Value argument, Function<Graph, Value> body) {
        return method(name, List.of(argument), body);
    }

    /// Adds a method of some tensors to one tensor.
    public ModuleText method(String name, List<Value> arguments, Function<Graph, Value> body) {
        Graph graph = new Graph(
                parameters, Graph.Mode.INFERENCE, Graph.Precision.FLOAT32, WeightNaming.ATTRIBUTES, Border.ZEROS);
        Value result = body.apply(graph);
        methods.append("  def ")
                .append(name)
                .append("(self: __torch__.M")
                .append(declared(arguments))
                .append(") -> Tensor:\n")
                .append(graph.body())
                .append("    return ")
                .append(result.name())
                .append('\n');
        return this;
    }

    /// Adds `forward`, which every module has, as another name of a method of one tensor.
    public ModuleText forward(String method) {
        return forward(method, List.of(new Value("x")));
    }

    /// Adds `forward` as another name of a method of these tensors.
    public ModuleText forward(String method, List<Value> arguments) {
        methods.append("  def forward(self: __torch__.M")
                .append(declared(arguments))
                .append(") -> Tensor:\n    return (self).")
                .append(method)
                .append('(')
                .append(Graph.tuple(arguments))
                .append(")\n");
        return this;
    }

    private static String declared(List<Value> arguments) {
        return arguments.stream()
                .map(argument -> ", " + argument.name() + ": Tensor")
                .collect(Collectors.joining());
    }

    /// The weights that the methods use.
    public ParameterTable parameters() {
        return parameters;
    }

    /// Attribute name → weight name, in the order of the class.
    public SequencedMap<String, String> attributes() {
        SequencedMap<String, String> attributes = new LinkedHashMap<>();
        parameters.all().forEach(entry -> attributes.put(WeightNaming.attribute(entry.name()), entry.name()));
        return attributes;
    }

    /// The text of `code/__torch__.py`.
    public String text() {
        List<String> quoted = new ArrayList<>();
        parameters.trained().forEach(entry -> quoted.add('"' + WeightNaming.attribute(entry.name()) + '"'));
        List<String> buffers = new ArrayList<>();
        parameters.buffers().forEach(entry -> buffers.add('"' + WeightNaming.attribute(entry.name()) + '"'));
        StringBuilder text = new StringBuilder("class M(Module):\n");
        text.append("  __parameters__ = [")
                .append(trailingCommas(quoted))
                .append("]\n  __buffers__ = [")
                .append(trailingCommas(buffers))
                .append("]\n");
        attributes().keySet().forEach(name -> text.append("  ").append(name).append(" : Tensor\n"));
        text.append("  training : bool\n  _is_full_backward_hook : Optional[bool]\n");
        return text.append(methods).toString();
    }

    private static String trailingCommas(List<String> names) {
        return names.isEmpty() ? "" : String.join(", ", names) + ", ";
    }
}
