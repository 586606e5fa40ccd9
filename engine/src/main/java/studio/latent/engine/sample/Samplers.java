package studio.latent.engine.sample;

import java.util.List;
import java.util.Map;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.model.Setting;
import studio.latent.engine.model.SpecForm;

/// All samplers: the one list that forms, files, the command line and the contract tests follow.
public final class Samplers {
    /// One entry: a name in files and on the command line, and the knobs' usual positions.
    public record Type<S extends Record & Sampler>(String id, S defaults) {
        /// The knobs, each with range and default.
        public List<Setting> settings() {
            return new SpecForm<>(defaults).settings();
        }

        /// The sampler with some knobs turned.
        ///
        /// **Errors** [BadOption] for an unknown name and a value out of range, with what is allowed.
        public Sampler with(Map<String, String> values) throws BadOption {
            return new SpecForm<>(defaults).with(values);
        }
    }

    private static final String HEUN = "heun";

    public static final List<Type<?>> TYPES = List.of(
            new Type<>("dpm-solver-2m", new DpmSolver2M()),
            new Type<>("dpm-solver-2s", new DpmSolver2S()),
            new Type<>("dpm-solver-3m", new DpmSolver3M(DpmSolver3M.Curvature.PUBLISHED)),
            new Type<>("dpm-solver-2m-sde", new DpmSolver2MSde(1)),
            new Type<>("unipc", new UniPc(2, UniPc.Variant.BH2)),
            new Type<>("euler", new Euler()),
            new Type<>("euler-ancestral", new EulerAncestral(1, 1)),
            new Type<>(HEUN, new Heun(0, 0, 1e6, 1)),
            new Type<>("ddim", new Ddim(0)),
            new Type<>("ddpm", new Ddpm(Ddpm.Variance.SMALL)),
            new Type<>("lcm", new Lcm()));

    private Samplers() {}

    /// Where the steps of a sampler lie where nobody says otherwise, for a model whose own are `usual`.
    ///
    /// The correction of Heun's method is far off where a step leads from very much noise to much less at once, as
    /// steps even in a model's time do: its steps are those that it was published with.
    public static SigmaSchedule scheduleOf(String id, SigmaSchedule usual) {
        return id.equals(HEUN) ? SigmaSchedule.KARRAS : usual;
    }

    /// The entry of this name.
    ///
    /// **Errors** [BadOption] when there is none.
    public static Type<?> named(String id) throws BadOption {
        for (Type<?> type : TYPES) {
            if (type.id().equals(id)) {
                return type;
            }
        }
        throw new BadOption(
                "There is no sampler named '" + id + "'.",
                "The samplers are "
                        + String.join(", ", TYPES.stream().map(Type::id).toList()) + ".");
    }
}
