package studio.latent.engine.train;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.Distillation;
import studio.latent.engine.model.Game;
import studio.latent.engine.model.InLatentSpace;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;

/// A model's whole training step as one script: forward, losses, gradients, clipping, optimizer, moving average.
///
/// Method `step` takes the lists `p` (weights), `b` (buffers), `d` (the weights' memory outside of the graph), `m`,
/// `v` (moments), `t` (step counts), `e` (moving averages); then the images as bytes, the condition where there is
/// one, the noise, the numbers, the learning rate and the average's share; and returns one array: the total, then
/// the named terms. Method `watch` does the same step and appends what is watched: the gradients' norm, then the
/// values that the family watches, end to end. Method `evaluate` takes `d`, `b`, images, noise and numbers and
/// returns the total without dropout.
///
/// Two players have methods of their own: see [GameProgram].
///
/// A model in a latent space takes what its frozen encoder says of the images in their place; method `moments`
/// finds that, and `picture` is there for the decoder's weights, which are part of the model and of every
/// checkpoint.
final class StepProgram {
    private static final String GRADIENT_NORM = "gradientNorm";

    /// The argument behind the images, for a family that is told a condition.
    private static final String CONDITION = "condition";

    private final Program program;
    private final List<String> terms;
    private final SequencedMap<String, Integer> watched;

    private StepProgram(Program program, List<String> terms, SequencedMap<String, Integer> watched) {
        this.program = program;
        this.terms = terms;
        this.watched = watched;
    }

    static StepProgram of(ModelDefinition model, TrainingSpec spec, Graph.Precision precision) {
        TrainingStep step = model.trainingStep();
        List<String> tensors = new ArrayList<>(List.of("x"));
        if (step.conditionRows() > 0) {
            tensors.add(CONDITION);
        }
        step.noise().forEach(noise -> tensors.add(noise.name()));
        List<String> terms = new ArrayList<>(List.of("total"));
        SequencedMap<String, Integer> watched = new LinkedHashMap<>();
        watched.put(GRADIENT_NORM, 1);
        Program program = new Program(precision);
        if (step instanceof Game game) {
            GameProgram.Reported reported =
                    GameProgram.write(program, game, spec, List.copyOf(tensors), g -> batch(g, step, model));
            return new StepProgram(program, reported.terms(), reported.watched());
        }
        List<String> lists = networkOf(program, step);
        program.method("losses", Graph.Mode.TRAINING, lists, tensors, step.numbers(), g -> {
            LossTerms losses = step.write(g, batch(g, step, model));
            List<Value> results = new ArrayList<>(List.of(losses.total()));
            losses.named().forEach((name, value) -> {
                terms.add(name);
                results.add(value);
            });
            losses.watched().forEach((name, value) -> {
                watched.put(name, value.side(0));
                results.add(value);
            });
            return results;
        });
        program.method(
                "evaluate",
                Graph.Mode.INFERENCE,
                lists,
                tensors,
                step.numbers(),
                g -> List.of(step.write(g, batch(g, step, model)).total()));
        if (model instanceof InLatentSpace space) {
            addAutoencoder(program, space, model.spec().image());
        }
        int reported = terms.size();
        program.raw(stepMethod("step", step, tensors, spec, reported));
        program.raw(stepMethod("watch", step, tensors, spec, reported));
        if (spec.clipNorm() > 0) {
            terms.add(GRADIENT_NORM);
        }
        return new StepProgram(program, List.copyOf(terms), watched);
    }

    private static void addAutoencoder(Program program, InLatentSpace space, ImageShape image) {
        SampleShape latent = space.latentShape();
        program.method(
                "moments",
                Graph.Mode.INFERENCE,
                List.of("x"),
                List.of(),
                g -> List.of(space.moments(g, images(g, image))));
        program.method("picture", Graph.Mode.INFERENCE, List.of("z"), List.of(), g -> {
            Value z = g.input("z", Value.BATCH, latent.channels(), latent.height(), latent.width());
            return List.of(space.picture(g, z));
        });
    }

    /// Writes the network of a step that calls it with several weights; returns the names of their lists.
    private static List<String> networkOf(Program program, TrainingStep step) {
        if (!(step instanceof Distillation taught)) {
            return List.of();
        }
        Denoises network = taught.network();
        boolean told = network.conditionRows() > 0;
        program.method(
                Distillation.NETWORK,
                Graph.Mode.TRAINING,
                told ? List.of("x", "t", "c") : List.of("x", "t"),
                List.of(),
                g -> {
                    SampleShape shape = network.sampleShape();
                    Value x = g.input("x", Value.BATCH, shape.channels(), shape.height(), shape.width());
                    Value condition = told ? g.input("c", Value.BATCH, network.conditionRows()) : null;
                    return List.of(network.predict(g, x, g.input("t", Value.BATCH), condition));
                });
        return List.of(Distillation.AVERAGE, Distillation.TEACHER);
    }

    private static TrainingStep.Batch batch(Graph g, TrainingStep step, ModelDefinition model) {
        Value condition = step.conditionRows() == 0 ? null : g.input(CONDITION, Value.BATCH, step.conditionRows());
        Value images = model instanceof InLatentSpace space
                ? moments(g, space.latentShape())
                : images(g, model.spec().image());
        return new TrainingStep.Batch(images, condition, noise(g, step), numbers(g, step));
    }

    private static Value images(Graph g, ImageShape shape) {
        return g.unitFloats(g.input("x", Value.BATCH, shape.channels(), shape.height(), shape.width()));
    }

    private static Value moments(Graph g, SampleShape latent) {
        return g.input("x", Value.BATCH, 2 * latent.channels(), latent.height(), latent.width());
    }

    private static List<Value> noise(Graph g, TrainingStep step) {
        return step.noise().stream()
                .map(noise -> {
                    int[] shape = new int[noise.shape().length + 1];
                    shape[0] = Value.BATCH;
                    System.arraycopy(noise.shape(), 0, shape, 1, noise.shape().length);
                    return g.input(noise.name(), shape);
                })
                .toList();
    }

    private static List<Graph.Scalar> numbers(Graph g, TrainingStep step) {
        return step.numbers().stream().map(g::scalar).toList();
    }

    private static String stepMethod(
            String method, TrainingStep step, List<String> tensors, TrainingSpec spec, int reported) {
        StringBuilder text =
                new StringBuilder("  def " + method + "(self: __torch__.M, p: List[Tensor], b: List[Tensor], "
                        + "d: List[Tensor], m: List[Tensor], v: List[Tensor], t: List[Tensor], e: List[Tensor]");
        tensors.forEach(name -> text.append(", ").append(name).append(": Tensor"));
        step.numbers().forEach(name -> text.append(", ").append(name).append(": float"));
        boolean taught = step instanceof Distillation;
        text.append(taught ? ", f: List[Tensor]" : "");
        text.append(", lr: float, share: float) -> Tensor:\n");
        List<String> passed = new ArrayList<>();
        if (taught) {
            passed.addAll(List.of(spec.emaHalfLife() > 0 ? "e" : "d", "f"));
        }
        passed.addAll(tensors);
        passed.addAll(step.numbers());
        text.append("    ls = (self).losses(p, b, ")
                .append(String.join(", ", passed))
                .append(")\n");
        text.append("""
                gs = torch.grad([ls[0]], p, None, None, False, False)
                gl = annotate(List[Tensor], [])
                for i in range(torch.len(gs)):
                  g = gs[i]
                  _0 = torch.append(gl, torch.contiguous(unchecked_cast(Tensor, g)))
            """);
        boolean watch = method.equals("watch");
        String result = "torch.detach(torch.stack(torch.slice(ls, 0, " + reported + ", 1)))";
        if (watch || spec.clipNorm() > 0) {
            text.append("    norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gl, 2)))\n");
        }
        if (spec.clipNorm() > 0) {
            text.append(clipping(spec.clipNorm()));
            result = "torch.cat([" + result + ", torch.unsqueeze(norm, 0)])";
        }
        if (watch) {
            // `norm` was taken before the gradients were clipped.
            text.append("    seen = torch.slice(ls, ").append(reported).append(", 9223372036854775807, 1)\n");
            text.append("    first = [").append(result).append(", torch.unsqueeze(norm, 0)]\n");
            text.append("    result = torch.detach(torch.cat(torch.add(first, seen)))\n");
            result = "result";
        }
        text.append(OptimizerScript.statements(spec));
        if (spec.emaHalfLife() > 0) {
            text.append("    torch._foreach_lerp_(e, d, share)\n");
        }
        return text.append("    return ").append(result).append('\n').toString();
    }

    /// The statement that scales the gradients `gl` down to a norm of at most `limit`, from their `norm`.
    static String clipping(double limit) {
        return """
                torch._foreach_mul_(gl, torch.clamp(torch.mul(torch.reciprocal(torch.add(norm, 0.000001)), %s), None, 1.))
            """.formatted(number(limit));
    }

    static String number(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }

    ParameterTable parameters() {
        return program.parameters();
    }

    /// Names of what `step` returns.
    List<String> terms() {
        return terms;
    }

    /// Names of what `watch` appends to that, and how many values each has.
    SequencedMap<String, Integer> watched() {
        return watched;
    }

    String text() {
        return program.text();
    }
}
