package studio.latent.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.Preconditioning;

/// Every sampler against diffusers: whole loops with the same start and the same noise.
///
/// Where diffusers goes another way, the case was made so that both meet:
/// - its DDIM takes 1000/steps as the distance of two timesteps whatever their spacing is, which only
/// `leading`, our
///   UNIFORM, has; with `linspace` it lands between two levels.
/// - its DPM-Solver and UniPC call `linspace` what leaves the cleanest level out, our SGM_UNIFORM.
/// - its UniPC with B(h) = h gives NaN where the last sigma is 0, so there that is the least sigma of the table.
/// - its clipping keeps the noise of the image before it was clipped unless told otherwise; here the noise
///   follows from
///   the clipped image, as in Imagen.
/// - its 2S shares the grid between first and second evaluations and has no second one in the last pair: here the
///   first four
///   pairs are steps of 2S, and the rest steps of order 1.
/// - its LCM blends a trace of x into the image (the boundary condition of consistency models): below 1e-5 here.
/// - a flow starts at sigma = ∞ there, at 99,999 here.
class SamplerTest {
    private static final DiffusersGolden GOLDEN = DiffusersGolden.open();

    static List<DiffusersGolden.Case> cases() {
        return GOLDEN.cases();
    }

    private static final Map<String, Sampler> SAMPLERS = Map.ofEntries(
            Map.entry("ddpm small", new Ddpm(Ddpm.Variance.SMALL)),
            Map.entry("ddpm large", new Ddpm(Ddpm.Variance.LARGE)),
            Map.entry("ddim 0", new Ddim(0)),
            Map.entry("ddim 0.7", new Ddim(0.7)),
            Map.entry("ddim 1", new Ddim(1)),
            Map.entry("ddim 0 clipped", new Ddim(0)),
            Map.entry("euler", new Euler()),
            Map.entry("euler karras", new Euler()),
            Map.entry("euler exponential", new Euler()),
            Map.entry("euler flow", new Euler()),
            Map.entry("euler edm", new Euler()),
            Map.entry("euler ancestral", new EulerAncestral(1, 1)),
            Map.entry("heun", new Heun(0, 0, 1e6, 1)),
            Map.entry("heun karras", new Heun(0, 0, 1e6, 1)),
            Map.entry("2m", new DpmSolver2M()),
            Map.entry("2m karras", new DpmSolver2M()),
            Map.entry("2m edm", new DpmSolver2M()),
            Map.entry("2m sde", new DpmSolver2MSde(1)),
            Map.entry("3m", new DpmSolver3M(DpmSolver3M.Curvature.PUBLISHED)),
            Map.entry("unipc 2 bh1", new UniPc(2, UniPc.Variant.BH1)),
            Map.entry("unipc 2 bh2", new UniPc(2, UniPc.Variant.BH2)),
            Map.entry("unipc 3 bh1", new UniPc(3, UniPc.Variant.BH1)),
            Map.entry("unipc 3 bh2", new UniPc(3, UniPc.Variant.BH2)),
            Map.entry("lcm", new Lcm()));

    @ParameterizedTest
    @MethodSource("cases")
    void aWholeLoopGivesTheImageOfDiffusers(DiffusersGolden.Case one) throws Exception {
        Preconditioning preconditioning = DiffusersGolden.preconditioning(one);
        NoiseSchedule schedule = preconditioning.schedule();
        Denoiser denoiser = Denoiser.of(preconditioning, GOLDEN.network(preconditioning));
        if (one.name().equals("ddim 0 clipped")) {
            denoiser = new Threshold.Static(0.4).of(denoiser);
        }
        SigmaGrid grid = grid(one, schedule);
        Samples x = GOLDEN.start().times(scale(one, schedule, grid));
        SampleContext context = SampleContext.unattended(GOLDEN.noise());

        Samples result;
        if (one.name().equals("2s exponential")) {
            double[] s = grid.sigmas();
            SigmaGrid pairs = new SigmaGrid(new double[] {s[0], s[2], s[4], s[6], s[8]});
            SigmaGrid rest = new SigmaGrid(new double[] {s[8], s[9], 0});
            result = new Euler().sample(denoiser, new DpmSolver2S().sample(denoiser, x, pairs, context), rest, context);
        } else {
            Sampler sampler = Objects.requireNonNull(SAMPLERS.get(one.name()), one.name());
            result = sampler.sample(denoiser, x, grid, context);
        }

        assertThat(result.values())
                .as("%s, error %s", one, result.plus(-1, one.result()).rms())
                .containsExactly(one.result().values(), within(GOLDEN.tolerance()));
    }

    /// The grid that the sampler's own schedules give, which must be diffusers'.
    private static SigmaGrid grid(DiffusersGolden.Case one, NoiseSchedule schedule) throws Exception {
        SigmaSchedule inference = switch (one.name()) {
            case "ddim 0", "ddim 0.7", "ddim 1", "ddim 0 clipped" -> SigmaSchedule.UNIFORM;
            case "euler karras", "heun karras", "2m karras", "2m edm" -> SigmaSchedule.KARRAS;
            case "euler exponential", "2s exponential" -> SigmaSchedule.EXPONENTIAL;
            case "2m", "3m", "2m sde", "unipc 2 bh1", "unipc 2 bh2", "unipc 3 bh1", "unipc 3 bh2" ->
                SigmaSchedule.SGM_UNIFORM;
            default -> SigmaSchedule.MODEL;
        };
        double[] theirs = Arrays.stream(one.sigmas()).distinct().toArray();
        if (theirs[theirs.length - 1] != 0 && !one.name().endsWith("bh1")) {
            theirs = Arrays.copyOf(theirs, theirs.length + 1);
        }
        if (one.name().equals("lcm")) {
            return new SigmaGrid(theirs); // every 20th level of the table, then every third or so of those
        }
        SigmaGrid grid = inference.grid(schedule, one.steps());
        if (one.name().endsWith("bh1")) {
            double[] sigmas = grid.sigmas().clone();
            sigmas[one.steps()] = schedule.sigmaMin();
            grid = new SigmaGrid(sigmas);
        }
        assertThat(grid.steps()).isEqualTo(theirs.length - 1);
        for (int i = one.name().equals("euler flow") ? 1 : 0; i < theirs.length; i++) {
            double sigma = one.schedule().equals("flow") ? theirs[i] / (1 - theirs[i]) : theirs[i];
            // they take 1 − ᾱ in float32, which rounds small sigmas
            double rounding = 2e-4 * sigma + 6e-8 / Math.max(sigma, 1e-3);
            assertThat(grid.sigmas()[i]).as("sigma %s of %s", i, one).isCloseTo(sigma, within(rounding));
        }
        return grid;
    }

    /// What turns the start in diffusers' frame into x = x0 + sigma·noise.
    private static double scale(DiffusersGolden.Case one, NoiseSchedule schedule, SigmaGrid grid) {
        boolean varianceExploding = one.name().startsWith("euler") || one.name().startsWith("heun");
        if (one.schedule().equals("flow")) {
            return 1 / schedule.signal(grid.first());
        }
        boolean scaled = varianceExploding || one.schedule().equals("edm");
        return scaled ? grid.first() : Math.sqrt(1 + grid.first() * grid.first());
    }

    @Test
    void timesOfKarrasSigmasAreThoseOfDiffusers() {
        DiffusersGolden.Case karras = cases().stream()
                .filter(one -> one.name().equals("euler karras"))
                .findFirst()
                .orElseThrow();
        NoiseSchedule schedule = DiffusersGolden.preconditioning(karras).schedule();
        for (int i = 0; i < karras.steps(); i++) {
            assertThat(schedule.time(karras.sigmas()[i])).isCloseTo(karras.times()[i], within(0.01));
        }
    }
}
