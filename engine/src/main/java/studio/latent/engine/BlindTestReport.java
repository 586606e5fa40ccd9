package studio.latent.engine;

import org.jspecify.annotations.Nullable;
import studio.latent.engine.io.RecordJson;
import studio.latent.engine.metric.PreferenceTest;

/// The result of a blind test as a file for other programs, with all that it was made from.
///
/// @param share of the decided pairs in which the first side was preferred; null where none was decided
/// @param low lower end of the Clopper-Pearson interval of the share
/// @param high upper end of it
/// @param level probability that such an interval holds the true share, at least
/// @param pValue of the exact two-sided sign test
public record BlindTestReport(
        BlindTest test,
        int pairs,
        int firstPreferred,
        int secondPreferred,
        int ties,
        @Nullable Double share,
        double low,
        double high,
        double level,
        double pValue) {
    static final String FORMAT = "latent-studio/blind-test-result";

    /// **Errors** [IllegalStateException] while the test has not ended.
    public static BlindTestReport of(BlindTest test, double level) {
        PreferenceTest result =
                test.result().orElseThrow(() -> new IllegalStateException("the blind test has not ended"));
        PreferenceTest.Interval interval = result.interval(level);
        return new BlindTestReport(
                test,
                result.pairs(),
                result.first(),
                result.second(),
                result.ties(),
                result.share().isPresent() ? result.share().getAsDouble() : null,
                interval.low(),
                interval.high(),
                level,
                result.pValue());
    }

    /// Indented JSON that ends with a line break.
    public String json() {
        return RecordJson.text(RecordJson.encodeFile(FORMAT, this));
    }
}
