package studio.latent.app.compare;

import studio.latent.app.l10n.Messages;
import studio.latent.engine.BlindTest;
import studio.latent.engine.BlindTestReport;

/// The result of an ended blind test in words.
///
/// @param headline who was preferred how often
/// @param interval how far the true share may lie from that
/// @param verdict what the p-value says, and what it does not
/// @param pairs how many pairs were judged, and how many of them ties
public record BlindResult(String headline, String interval, String verdict, String pairs) {
    static final double LEVEL = 0.95;
    private static final double CHANCE = 0.05;
    private static final double LEAST_P = 0.0001;

    static BlindResult of(BlindTest test, Messages messages) {
        BlindTestReport report = BlindTestReport.of(test, LEVEL);
        Double share = report.share();
        String pairs = messages.text("compare.blind.pairs", report.pairs(), report.ties());
        if (share == null) {
            return new BlindResult(
                    messages.text("compare.blind.undecided"), "", messages.text("compare.blind.nothing"), pairs);
        }
        boolean first = share >= 0.5;
        double low = first ? report.low() : 1 - report.high();
        double high = first ? report.high() : 1 - report.low();
        int decided = report.firstPreferred() + report.secondPreferred();
        int ahead = Math.max(report.firstPreferred(), report.secondPreferred());
        String p = report.pValue() < LEAST_P
                ? messages.text("compare.blind.pBelow", messages.number(LEAST_P, 4))
                : messages.text("compare.blind.p", messages.number(report.pValue(), report.pValue() < 0.01 ? 4 : 2));
        return new BlindResult(
                2 * ahead == decided
                        ? messages.text("compare.blind.even", ahead)
                        : messages.text(
                                "compare.blind.preferred",
                                name(first ? test.first() : test.second(), messages),
                                ahead,
                                decided,
                                percent((double) ahead / decided, messages)),
                messages.text("compare.blind.interval", percent(low, messages), percent(high, messages)),
                p + " " + messages.text(report.pValue() < CHANCE ? "compare.blind.sure" : "compare.blind.unsure"),
                pairs);
    }

    static String name(BlindTest.Side side, Messages messages) {
        return ContenderRow.label(side.model(), side.prior(), messages);
    }

    private static String percent(double share, Messages messages) {
        return messages.number(100 * share, 0);
    }
}
