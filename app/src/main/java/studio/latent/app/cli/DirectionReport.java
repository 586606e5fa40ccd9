package studio.latent.app.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.direction.AttributeChange;
import studio.latent.engine.direction.Confidence;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.Leak;
import studio.latent.engine.direction.RegionChange;
import studio.latent.engine.generate.StyleMix;

/// Directions as the command line shows them: a table with what leaks most below it, and JSON.
final class DirectionReport {
    /// Attributes that are named among what leaks.
    private static final int NAMED = 4;

    /// Longest text of an attribute; one of many values is cut.
    private static final int LONGEST = 32;

    private DirectionReport() {}

    static List<String> lines(List<DirectionsCommand.Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("NAME", "METHOD", "SPACE", "FOUND IN", "RANGE", "CONFIDENCE", "LEAK", "");
        List<String> notes = new ArrayList<>();
        for (DirectionsCommand.Row row : rows) {
            Direction d = row.direction();
            table.add(
                    d.name(),
                    DirectionSearchOptions.id(d.origin().method()),
                    space(d),
                    source(d),
                    String.format(
                            Locale.ROOT,
                            "%+.1f … %+.1f σ",
                            d.calibration().least(),
                            d.calibration().most()),
                    confidence(d.confidence()),
                    leak(d.leak()),
                    row.ready() ? "ready-made" : "");
            notes.addAll(notes(row));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.addAll(notes);
        return lines;
    }

    /// As `--space` takes it.
    private static String spaceName(Direction d) {
        return Cards.lower(d.space()).replace('_', '-');
    }

    /// The space; for some layers of a generator `w 0-3`.
    private static String space(Direction d) {
        return (spaceName(d) + " " + StyleMix.text(d.place().layers())).strip();
    }

    private static String source(Direction d) {
        var origin = d.origin();
        String without = origin.without().isEmpty() ? "" : " without " + String.join(", ", origin.without());
        String disentangled = origin.disentangling() == null ? "" : ", disentangled";
        return origin.attribute().isEmpty()
                ? origin.plus() == 0 ? "" : origin.plus() + " + " + origin.minus() + " images"
                : origin.dataset() + ": " + Messages.shortened(origin.attribute(), LONGEST) + without + disentangled;
    }

    private static String confidence(@Nullable Confidence confidence) {
        return confidence == null
                ? "–"
                : String.format(
                        Locale.ROOT, "%.3f [%.3f, %.3f]", confidence.median(), confidence.low(), confidence.high());
    }

    private static String leak(@Nullable Leak leak) {
        return leak == null ? "–" : String.format(Locale.ROOT, "%.2f", leak.figure());
    }

    private static List<String> notes(DirectionsCommand.Row row) {
        List<String> notes = new ArrayList<>();
        Leak leak = row.direction().leak();
        if (leak != null) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: %s changes in %.0f of 100 images; besides %s.",
                    row.direction().name(),
                    Messages.shortened(leak.own().attribute(), LONGEST),
                    100 * leak.own().change(),
                    leak.others().stream()
                            .limit(NAMED)
                            .map(other ->
                                    String.format(Locale.ROOT, "%s in %.0f", other.attribute(), 100 * other.change()))
                            .collect(Collectors.joining(", "))));
        }
        RegionChange region = row.region();
        if (region != null) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: %.0f %% of all change falls into the %.1f %% of the picture where the attribute shows; a pixel"
                            + " changes %.1f times as much there (%s).",
                    row.direction().name(),
                    100 * region.share(),
                    100 * region.area(),
                    region.contrast(),
                    how(region)));
        }
        if (row.file() != null && !row.ready() && row.region() == null && leak == null) {
            notes.add(row.direction().name() + ": " + row.file());
        }
        return notes;
    }

    private static String how(RegionChange region) {
        if (!region.drawn()) {
            return region.pairs() + " images moved, " + region.exactPairs() + " exact pairs";
        }
        return region.pairs() + " drawn images moved from -2 to +2 σ; where it shows, "
                + (region.exactPairs() > 0
                        ? region.exactPairs() + " exact pairs of the data say"
                        : "the whole data say");
    }

    static JsonObject json(DirectionsCommand.Row row) {
        Direction d = row.direction();
        JsonObject json = new JsonObject();
        json.addProperty("name", d.name());
        json.addProperty("method", DirectionSearchOptions.id(d.origin().method()));
        json.addProperty("dataset", d.origin().dataset());
        json.addProperty("attribute", d.origin().attribute());
        json.add("without", Cards.texts(d.origin().without()));
        json.addProperty("disentangling", d.origin().disentangling());
        json.addProperty("plus", d.origin().plus());
        json.addProperty("minus", d.origin().minus());
        json.addProperty("seed", d.origin().seed());
        json.addProperty("centre", d.calibration().centre());
        json.addProperty("deviation", d.calibration().deviation());
        json.addProperty("least", d.calibration().least());
        json.addProperty("most", d.calibration().most());
        json.addProperty("space", spaceName(d));
        json.add("layers", Cards.texts(d.layers().stream().map(String::valueOf).toList()));
        json.add("confidence", json(d.confidence()));
        json.add("leak", json(d.leak()));
        json.add("region", json(row.region()));
        json.addProperty("file", row.file() == null ? null : row.file().toString());
        json.addProperty("ready", row.ready());
        return json;
    }

    private static JsonElement json(@Nullable Confidence confidence) {
        if (confidence == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("median", confidence.median());
        json.addProperty("low", confidence.low());
        json.addProperty("high", confidence.high());
        json.addProperty("refits", confidence.refits());
        return json;
    }

    private static JsonElement json(@Nullable Leak leak) {
        if (leak == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.add("figure", Cards.number(leak.figure()));
        json.addProperty("own", leak.own().attribute());
        json.addProperty("ownChange", leak.own().change());
        JsonObject others = new JsonObject();
        for (AttributeChange other : leak.others()) {
            others.addProperty(other.attribute(), other.change());
        }
        json.add("others", others);
        json.add("kin", Cards.texts(leak.kin()));
        json.add("unseen", Cards.texts(leak.unseen()));
        json.addProperty("images", leak.images());
        json.addProperty("end", leak.end());
        return json;
    }

    private static JsonElement json(@Nullable RegionChange region) {
        if (region == null) {
            return JsonNull.INSTANCE;
        }
        JsonObject json = new JsonObject();
        json.addProperty("pairs", region.pairs());
        json.addProperty("exactPairs", region.exactPairs());
        json.addProperty("drawn", region.drawn());
        json.addProperty("area", region.area());
        json.addProperty("inside", region.inside());
        json.addProperty("outside", region.outside());
        json.addProperty("share", region.share());
        json.add("contrast", Cards.number(region.contrast()));
        return json;
    }
}
