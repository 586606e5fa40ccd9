package studio.latent.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.data.DatasetCard;
import studio.latent.engine.image.ImageShape;

class DatasetDetailsTest {
    @Test
    void shares_are_of_the_largest_class_and_empty_classes_do_not_divide_by_zero() {
        DatasetDetails some = DatasetDetails.of(card(List.of("a", "b"), List.of(30, 60)), Messages.in(Locale.ENGLISH));
        assertThat(some.classes()).extracting(DatasetDetails.ClassCount::share).containsExactly(0.5, 1.0);

        DatasetDetails none = DatasetDetails.of(card(List.of("a"), List.of(0)), Messages.in(Locale.ENGLISH));
        assertThat(none.classes()).extracting(DatasetDetails.ClassCount::share).containsExactly(0.0);
    }

    @Test
    void an_unknown_licence_is_said_to_be_unknown() {
        DatasetDetails details = DatasetDetails.of(card(List.of(), List.of()), Messages.in(Locale.GERMAN));

        assertThat(details.facts())
                .contains(new DatasetDetails.Fact("Lizenz", "nicht angegeben"))
                .contains(new DatasetDetails.Fact("Größe", "4 × 4 Pixel, Farbe"));
    }

    @Test
    void of_many_values_the_first_are_named_and_the_rest_counted() {
        List<String> tops = IntStream.range(0, 30).mapToObj(i -> "top" + i).toList();
        DatasetCard card = new DatasetCard(
                "d",
                Path.of("d"),
                90,
                new ImageShape(3, 4, 4),
                List.of(),
                List.of(),
                Map.of("top", tops, "beard", List.of("0", "1")),
                Map.of(),
                "",
                "");

        assertThat(DatasetDetails.of(card, Messages.in(Locale.ENGLISH)).attributes())
                .contains(new DatasetDetails.Fact("beard", "0, 1"))
                .contains(new DatasetDetails.Fact("top", "top0, top1, top2, top3, top4, top5 and 24 more"));
    }

    private static DatasetCard card(List<String> classes, List<Integer> counts) {
        return new DatasetCard(
                "d", Path.of("d"), 90, new ImageShape(3, 4, 4), classes, counts, Map.of(), Map.of(), "", "");
    }
}
