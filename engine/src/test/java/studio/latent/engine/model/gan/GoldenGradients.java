package studio.latent.engine.model.gan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import studio.latent.engine.model.GoldenWeights;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Program;
import studio.latent.engine.tensor.Argument;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;
import studio.latent.engine.tensor.TensorList;

/// What a method of a program returns, and the gradients of the first of it with respect to all trained weights.
record GoldenGradients(List<HostTensor> results, Map<String, HostTensor> gradients) {
    /// The numbers of eager PyTorch, see `make_gan.py` beside them.
    static JsonObject golden() throws Exception {
        Path file = Path.of(Objects.requireNonNull(GoldenGradients.class.getResource("/golden/gan/gan.json"))
                .toURI());
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }

    /// @param weights by name, of everything that the program has
    /// @param inputs in the order of the method's
    /// @param numbers likewise
    static GoldenGradients of(
            ComputeDevice device,
            Program program,
            String method,
            Map<String, HostTensor> weights,
            SequencedMap<String, HostTensor> inputs,
            SequencedMap<String, Double> numbers)
            throws Exception {
        program.raw(text(method, inputs.keySet(), numbers.keySet()));
        return OnLane.call(Lane.Kind.TRAIN, scope -> {
            List<Argument> arguments = new ArrayList<>(List.of(
                    placed(scope, device, program.parameters().trained(), weights, true),
                    placed(scope, device, program.parameters().buffers(), weights, false)));
            inputs.values().forEach(input -> arguments.add(Tensor.of(scope, device, input)));
            numbers.values().forEach(number -> arguments.add(Argument.of(number)));
            List<HostTensor> found = Script.compile(scope, device, Script.Mode.GRADIENT, program.text())
                    .callList(scope, "gradients", arguments.toArray(Argument[]::new))
                    .stream()
                    .map(Tensor::toHost)
                    .toList();
            List<ParameterTable.Entry> trained = program.parameters().trained();
            int results = found.size() - trained.size();
            Map<String, HostTensor> gradients = new TreeMap<>();
            for (int i = 0; i < trained.size(); i++) {
                gradients.put(trained.get(i).name(), found.get(results + i));
            }
            return new GoldenGradients(found.subList(0, results), gradients);
        });
    }

    /// The method `gradients`: what another returns, and the gradients of the first of it.
    ///
    /// @param inputs the other's tensors
    /// @param numbers the other's numbers
    static String text(String method, Collection<String> inputs, Collection<String> numbers) {
        StringBuilder declared = new StringBuilder();
        inputs.forEach(name -> declared.append(", ").append(name).append(": Tensor"));
        numbers.forEach(name -> declared.append(", ").append(name).append(": float"));
        List<String> passed = new ArrayList<>(inputs);
        passed.addAll(numbers);
        return """
              def gradients(self: __torch__.M, p: List[Tensor], b: List[Tensor]%s) -> List[Tensor]:
                ls = (self).%s(p, b, %s)
                gs = torch.grad([ls[0]], p, None, None, False, False)
                gl = annotate(List[Tensor], [])
                for i in range(torch.len(ls)):
                  _0 = torch.append(gl, torch.detach(ls[i]))
                for j in range(torch.len(gs)):
                  g = gs[j]
                  _1 = torch.append(gl, unchecked_cast(Tensor, g))
                return gl
            """.formatted(declared, method, String.join(", ", passed));
    }

    private static TensorList placed(
            Scope scope,
            ComputeDevice device,
            List<ParameterTable.Entry> entries,
            Map<String, HostTensor> weights,
            boolean trained) {
        List<Tensor> tensors = new ArrayList<>();
        for (ParameterTable.Entry entry : entries) {
            Tensor tensor = Tensor.of(scope, device, Objects.requireNonNull(weights.get(entry.name()), entry.name()));
            tensors.add(trained ? tensor.asParameter() : tensor);
        }
        return new TensorList(scope, tensors);
    }

    /// Names are the same, and each gradient is within a share of its length.
    static void requireAlike(Map<String, HostTensor> gradients, JsonObject golden, double tolerance) {
        assertThat(gradients.keySet()).isEqualTo(golden.keySet());
        double all = Math.sqrt(golden.keySet().stream()
                .mapToDouble(weight -> Math.pow(length(golden, weight), 2))
                .sum());
        gradients.forEach((weight, gradient) -> {
            double own = length(golden, weight);
            // a gradient that is 0 but for rounding, of a bias that a norm takes out, is compared with all others
            double scale = own < 1e-5 * all ? all : own;
            assertThat(distance(gradient, golden, weight) / scale).as(weight).isLessThan(tolerance);
        });
    }

    static double length(JsonObject golden, String name) {
        HostTensor expected = GoldenWeights.numbers(golden.getAsJsonArray(name));
        return distance(HostTensor.zeros(expected.shape()), golden, name);
    }

    /// The Euclidean distance from what is expected.
    static double distance(HostTensor found, JsonObject golden, String name) {
        HostTensor expected = GoldenWeights.numbers(golden.getAsJsonArray(name));
        assertThat(found.size()).as(name).isEqualTo(expected.size());
        double apart = 0;
        for (int i = 0; i < expected.size(); i++) {
            double difference = found.values()[i] - expected.values()[i];
            apart += difference * difference;
        }
        return Math.sqrt(apart);
    }
}
