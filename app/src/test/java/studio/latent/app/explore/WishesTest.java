package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import studio.latent.app.explore.Wishes.Choice;
import studio.latent.app.explore.Wishes.Wish;

class WishesTest {
    private int changes;
    private final Wishes wishes = new Wishes(() -> changes++);

    private List<String> read(int choice) {
        return wishes.choices().get(choice).wishes().stream()
                .map(wish -> wish.value().words())
                .toList();
    }

    @Test
    void classesStayInTheOrderAndTheWordsOfTheData() {
        wishes.offer(List.of("T-shirt/top", "AnkleBoot", "Bag", "1", "0"));

        assertThat(wishes.choices()).hasSize(1);
        assertThat(read(0)).containsExactly("T-shirt/top", "AnkleBoot", "Bag", "1", "0");
    }

    @Test
    void attributesStayInTheOrderOfTheDataAndTheirValuesAreOrderedToBeRead() {
        wishes.offer(List.of("top=winterHat02", "smile=1", "top=none", "top=shortFlat", "smile=0"));

        assertThat(wishes.choices()).extracting(Choice::attribute).containsExactly("top", "smile");
        assertThat(read(0)).containsExactly("none", "short flat", "winter hat 02");
        assertThat(read(1)).containsExactly("0", "1");
    }

    @Test
    void whatIsWishedForKeepsTheModelsNames() {
        wishes.offer(List.of("smile=1", "smile=0", "hair=#FFFFFF", "hair=#000000", "top=shortFlat"));
        for (Choice choice : wishes.choices()) {
            Wish last = choice.wishes().getLast();
            wishes.choose(last);
        }
        assertThat(wishes.weights()).isEqualTo(Map.of("smile=1", 1.0, "hair=#FFFFFF", 1.0, "top=shortFlat", 1.0));

        wishes.mix(wishes.choices().get(1).wishes().getFirst());

        assertThat(wishes.weights()).containsEntry("hair=#FFFFFF", 0.5).containsEntry("hair=#000000", 0.5);
        assertThat(wishes.mixed())
                .extracting(wish -> wish.value().name())
                .as("sliders in the order of the chips")
                .containsExactly("#000000", "#FFFFFF");
        assertThat(changes).isPositive();
    }

    @Test
    void whatIsAvoidedIsNotWishedForAndSeveralShareTheWeight() {
        Wishes both = new Wishes(() -> changes++, true);
        both.offer(List.of("coat", "bag", "boot", "smile=1"));
        List<Wish> classes = both.choices().getFirst().wishes();
        Wish coat = classes.getFirst();
        both.choose(coat);

        both.avoid(coat);
        assertThat(both.weights()).isEmpty();
        assertThat(both.unwanted()).isEqualTo(Map.of("coat", 1.0));
        both.avoid(classes.get(1));
        both.avoid(both.choices().get(1).wishes().getFirst());
        assertThat(both.unwanted()).isEqualTo(Map.of("coat", 0.5, "bag", 0.5, "smile=1", 1.0));

        both.choose(coat);
        assertThat(both.weights()).isEqualTo(Map.of("coat", 1.0));
        assertThat(both.unwanted()).isEqualTo(Map.of("bag", 1.0, "smile=1", 1.0));
        both.mix(classes.get(1));
        assertThat(both.unwanted()).isEqualTo(Map.of("smile=1", 1.0));
        both.avoid(both.choices().get(1).wishes().getFirst());
        assertThat(both.unwanted()).isEmpty();
    }

    @Test
    void whatARecipeAvoidsKeepsItsWeight() {
        Wishes both = new Wishes(() -> changes++, true);
        both.offer(List.of("coat", "bag"));

        both.follow(Map.of("bag", 1.0), Map.of("coat", 0.3));

        assertThat(both.unwanted()).isEqualTo(Map.of("coat", 0.3));
        both.follow(Map.of("bag", 1.0));
        assertThat(both.unwanted()).isEmpty();
    }

    @Test
    void whereNothingLeadsAwayNothingIsAvoided() {
        wishes.offer(List.of("coat", "bag"));

        wishes.avoid(wishes.choices().getFirst().wishes().getFirst());

        assertThat(wishes.unwanted()).isEmpty();
    }

    @Test
    void weightsOfARecipeAreShown() {
        wishes.offer(List.of("smile=1", "smile=0", "top=shortFlat"));

        wishes.follow(Map.of("smile=0", -0.5));

        assertThat(wishes.weights()).isEqualTo(Map.of("smile=0", -0.5));
        assertThat(wishes.mixed()).hasSize(1);
    }
}
