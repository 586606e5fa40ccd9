package studio.latent.engine.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import studio.latent.engine.model.Game;
import studio.latent.engine.model.LossTerms;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Init;
import studio.latent.engine.nn.ParameterTable;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;

/// The step of a game as one script: the discriminator's update and, where it is its turn, the generator's.
///
/// The methods take what those of [StepProgram] take. The lists hold the generator's weights first; `e` holds the
/// averages of these alone. Generated images are made once; the discriminator sees them without gradients, learns,
/// and judges them again for the generator. What is not computed in every step keeps its last value in the buffer
/// `game.last`: the generator's loss, its gradients' norm, the penalty.
final class GameProgram {
    /// Some elements of a list. A slice would not do: the compiler takes writing to a slice's elements for writing
    /// to nothing that anyone reads, and leaves it out.
    private static final String PART = """
          def part(self: __torch__.M, all: List[Tensor], first: int, end: int) -> List[Tensor]:
            found = annotate(List[Tensor], [])
            for i in range(torch.len(all)):
              if torch.ge(i, first):
                if torch.lt(i, end):
                  _0 = torch.append(found, all[i])
            return found
        """;

    private static final String LAST = "game.last";
    private static final String STRICTLY = "judge_strictly";

    private final Program program;
    private final Game game;
    private final TrainingSpec spec;
    private final List<String> inputs;
    private final List<String> terms = new ArrayList<>(List.of("generatorLoss", "discriminatorLoss"));
    private final SequencedMap<String, Integer> watched = new LinkedHashMap<>();
    private final List<String> judged = new ArrayList<>();

    /// Writes a batch from the arguments of a method.
    @FunctionalInterface
    interface BatchInput {
        TrainingStep.Batch of(Graph g);
    }

    /// @param inputs names of the images, of the condition where there is one, and of the noise
    private GameProgram(Program program, Game game, TrainingSpec spec, List<String> inputs) {
        this.program = program;
        this.game = game;
        this.spec = spec;
        this.inputs = inputs;
    }

    /// Names of what the methods return.
    record Reported(List<String> terms, SequencedMap<String, Integer> watched) {}

    /// Adds the methods of a game to a program.
    static Reported write(Program program, Game game, TrainingSpec spec, List<String> inputs, BatchInput batch) {
        GameProgram written = new GameProgram(program, game, spec, inputs);
        written.networks(batch);
        program.raw(PART);
        written.update();
        written.step("step", false);
        written.step("watch", true);
        return new Reported(List.copyOf(written.terms), written.watched);
    }

    private void networks(BatchInput batch) {
        List<Value> shape = new ArrayList<>();
        program.method("imagine", Graph.Mode.TRAINING, inputs, game.numbers(), g -> {
            shape.add(game.imagine(g, batch.of(g)));
            return shape;
        });
        List<String> withImages = new ArrayList<>(inputs);
        withImages.add("generated");
        int[] sides = shape.getFirst().shape();
        program.method("judge", Graph.Mode.TRAINING, withImages, game.numbers(), g -> {
            LossTerms losses = game.judge(g, batch.of(g), g.input("generated", sides), false);
            judged.addAll(losses.named().keySet());
            losses.watched().forEach((name, value) -> watched.put(name, value.side(0)));
            return results(losses);
        });
        if (game.isPenalised()) {
            program.method(STRICTLY, Graph.Mode.TRAINING, withImages, game.numbers(), g -> {
                LossTerms losses = game.judge(g, batch.of(g), g.input("generated", sides), true);
                Value penalty = losses.named().pollLastEntry().getValue();
                List<Value> results = results(losses);
                results.add(penalty);
                return results;
            });
        }
        program.method("persuade", Graph.Mode.TRAINING, withImages, game.numbers(), g -> {
            g.frozen(() -> g.parameter(LAST, new Init.Constant(0), 3));
            return List.of(game.persuade(g, batch.of(g), g.input("generated", sides)));
        });
        terms.addAll(judged);
        terms.addAll(List.of("generatorGradientNorm", "discriminatorGradientNorm"));
        if (game.isPenalised()) {
            terms.add(Game.PENALTY);
        }
    }

    private static List<Value> results(LossTerms losses) {
        List<Value> results = new ArrayList<>(List.of(losses.total()));
        results.addAll(losses.named().values());
        results.addAll(losses.watched().values());
        return results;
    }

    /// Number of the generator's weights, which come first.
    private int generatorWeights() {
        List<ParameterTable.Entry> trained = program.parameters().trained();
        int count = (int) trained.stream()
                .filter(entry -> entry.name().startsWith(Game.GENERATOR))
                .count();
        for (int i = 0; i < trained.size(); i++) {
            String owner = i < count ? Game.GENERATOR : Game.DISCRIMINATOR;
            if (!trained.get(i).name().startsWith(owner)) {
                throw new IllegalStateException("the weight " + trained.get(i).name() + " must begin with " + owner
                        + " and come with the rest");
            }
        }
        return count;
    }

    /// Method `update`: one optimizer step of one player; returns the norm of its gradients before they are
    /// clipped.
    private void update() {
        StringBuilder text = new StringBuilder("""
              def update(self: __torch__.M, loss: Tensor, w: List[Tensor], d: List[Tensor], m: List[Tensor], v: List[Tensor], t: List[Tensor], lr: float) -> Tensor:
                gs = torch.grad([loss], w, None, None, False, False)
                gl = annotate(List[Tensor], [])
                for i in range(torch.len(gs)):
                  g = gs[i]
                  _0 = torch.append(gl, torch.contiguous(unchecked_cast(Tensor, g)))
                norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gl, 2)))
            """);
        if (spec.clipNorm() > 0) {
            text.append(StepProgram.clipping(spec.clipNorm()));
        }
        text.append(OptimizerScript.statements(spec));
        program.raw(text.append("    return norm\n").toString());
    }

    private void step(String method, boolean watch) {
        int first = generatorWeights();
        List<String> passed = new ArrayList<>(inputs);
        StringBuilder text =
                new StringBuilder("  def " + method + "(self: __torch__.M, p: List[Tensor], b: List[Tensor], "
                        + "d: List[Tensor], m: List[Tensor], v: List[Tensor], t: List[Tensor], e: List[Tensor]");
        inputs.forEach(name -> text.append(", ").append(name).append(": Tensor"));
        game.numbers().forEach(name -> text.append(", ").append(name).append(": float"));
        text.append(", lr: float, share: float) -> Tensor:\n");
        String numbers = String.join(", ", game.numbers());
        String images = String.join(", ", passed);
        text.append(imagining(images + ", " + numbers));
        text.append(judging(images + ", still, " + numbers));
        text.append("    dn = (self).update(judged[0]")
                .append(lists(first, Long.MAX_VALUE))
                .append(", torch.mul(lr, ")
                .append(StepProgram.number(game.discriminatorRate()))
                .append("))\n");
        if (game.weightLimit() > 0) {
            String limit = StepProgram.number(game.weightLimit());
            text.append("    limited = (self).part(d, " + first + ", " + Long.MAX_VALUE + ")\n");
            text.append("    torch._foreach_clamp_min_(limited, -" + limit + ")\n");
            text.append("    torch._foreach_clamp_max_(limited, " + limit + ")\n");
        }
        text.append("    if torch.gt(" + Game.GENERATOR_TURN + ", 0.5):\n");
        text.append("      told = (self).persuade(p, b, " + images + ", fake, " + numbers + ")\n");
        text.append("      gn = (self).update(told[0]" + lists(0, first) + ", lr)\n");
        text.append("      _1 = torch.copy_(torch.select(last, 0, 0), torch.detach(told[0]))\n");
        text.append("      _2 = torch.copy_(torch.select(last, 0, 1), gn)\n");
        if (spec.emaHalfLife() > 0) {
            text.append("    torch._foreach_lerp_(e, (self).part(d, 0, " + first + "), share)\n");
        }
        program.raw(text.append(reporting(watch)).toString());
    }

    /// The generator's images; without a memory of how they were made where it does not learn.
    private static String imagining(String arguments) {
        return """
                fakes = annotate(List[Tensor], [])
                if torch.gt(%s, 0.5):
                  fakes = (self).imagine(p, b, %s)
                else:
                  fakes = (self).imagine(d, b, %s)
                fake = fakes[0]
                still = torch.detach(fake)
            """.formatted(Game.GENERATOR_TURN, arguments, arguments);
    }

    private String judging(String arguments) {
        String last = "    last = b[" + lastPlace() + "]\n";
        if (!game.isPenalised()) {
            return last + "    judged = (self).judge(p, b, " + arguments + ")\n";
        }
        return last + """
                judged = annotate(List[Tensor], [])
                if torch.gt(%s, 0.):
                  judged = (self).%s(p, b, %s)
                  penalty = torch.detach(judged[-1])
                  _3 = torch.copy_(torch.select(last, 0, 2), penalty)
                  rest = torch.mul(penalty, torch.sub(1., %s))
                else:
                  judged = (self).judge(p, b, %s)
                  rest = torch.select(last, 0, 2)
            """.formatted(Game.PENALTY_TURN, STRICTLY, arguments, Game.PENALTY_TURN, arguments);
    }

    private int lastPlace() {
        return program.parameters().buffers().stream()
                .filter(entry -> entry.name().equals(LAST))
                .findFirst()
                .orElseThrow()
                .index();
    }

    /// The part of each list that belongs to one player, as arguments of `update`.
    private static String lists(long from, long to) {
        StringBuilder text = new StringBuilder();
        for (String list : List.of("p", "d", "m", "v", "t")) {
            text.append(", (self).part(%s, %d, %d)".formatted(list, from, to));
        }
        return text.toString();
    }

    /// A penalty that is taken every so many steps has that many times its weight there, and none between; what is
    /// told has it once at every step, as it was last.
    private String reporting(boolean watch) {
        String loss = game.isPenalised() ? "torch.add(judged[0], rest)" : "judged[0]";
        StringBuilder values = new StringBuilder("torch.select(last, 0, 0), " + loss);
        for (int i = 0; i < judged.size(); i++) {
            values.append(", judged[").append(i + 1).append("]");
        }
        values.append(", torch.select(last, 0, 1), dn");
        if (game.isPenalised()) {
            values.append(", torch.select(last, 0, 2)");
        }
        StringBuilder text = new StringBuilder("    terms = torch.detach(torch.stack([" + values + "]))\n");
        if (!watch) {
            return text.append("    return terms\n").toString();
        }
        int from = judged.size() + 1;
        text.append("    seen = torch.slice(judged, " + from + ", " + (from + watched.size()) + ", 1)\n");
        return text.append("    return torch.cat(torch.add([terms], seen))\n").toString();
    }
}
