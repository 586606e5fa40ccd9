package studio.latent.engine.train.doctor;

import java.util.OptionalDouble;

/// A codebook of which much is never chosen.
///
/// Ill, after the first tenth of the run and for as many steps as the patience says: fewer than half of the codes
/// are chosen between two reports, or their perplexity is below a tenth of the codebook. Healthy again: neither.
///
/// **Source** perplexity of a codebook: van den Oord et al., "Neural discrete representation learning", 2017; codes
/// that die and are revived: Dhariwal et al., "Jukebox", 2020. The limits are the studio's own.
final class DeadCodesCheck implements Check {
    private static final double LEAST_USED = 0.5;
    private static final double LEAST_PERPLEXITY = 0.1;

    private final int firstStep;
    private final int patience;
    private double size = Double.NaN;
    private int since = -1;

    DeadCodesCheck(int firstStep, int patience) {
        this.firstStep = firstStep;
        this.patience = patience;
    }

    @Override
    public Ailment ailment() {
        return Ailment.DEAD_CODES;
    }

    @Override
    public Verdict look(Observation observation) {
        size = observation.get(Vital.CODEBOOK_SIZE).orElse(size);
        OptionalDouble used = observation.get(Vital.CODES_USED);
        OptionalDouble perplexity = observation.get(Vital.CODEBOOK_PERPLEXITY);
        if (!(size > 0) || observation.step() < firstStep || (used.isEmpty() && perplexity.isEmpty())) {
            return Verdict.NOTHING_NEW;
        }
        boolean few = used.isPresent() && used.getAsDouble() < LEAST_USED * size;
        boolean narrow = perplexity.isPresent() && perplexity.getAsDouble() < LEAST_PERPLEXITY * size;
        if (!few && !narrow) {
            since = -1;
            return Verdict.HEALTHY;
        }
        since = since < 0 ? observation.step() : since;
        double chosen = few ? used.getAsDouble() : perplexity.getAsDouble();
        return observation.step() - since >= patience
                ? new Verdict.Ill(new Symptom.FewCodes(chosen, size), since)
                : Verdict.NOTHING_NEW;
    }
}
