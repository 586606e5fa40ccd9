package studio.latent.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

class ContenderListTest {
    private static final ImageShape GREY = new ImageShape(1, 8, 8);

    private final List<Integer> changes = new ArrayList<>();
    private final ContenderList list = new ContenderList(Messages.in(Locale.ENGLISH), this::changed);

    private void changed() {
        changes.add(changes.size());
    }

    private static ModelCard card(String name, String hash) {
        return new ModelCard(
                name,
                Path.of(name),
                Family.VAE,
                "vae",
                GREY,
                2,
                Set.of(),
                List.of(PriorKind.NORMAL),
                1,
                hash,
                "",
                "",
                "",
                Map.of());
    }

    private static List<ModelCard> cards(int count) {
        return IntStream.range(0, count).mapToObj(i -> card("m" + i, "h" + i)).toList();
    }

    @Test
    void with_five_chosen_the_others_say_that_it_is_enough() {
        list.show(cards(7));
        list.fit(GREY);
        list.rows().subList(0, 5).forEach(row -> row.chosenProperty().set(true));

        assertThat(list.rows().get(5).reasonProperty().get()).isEqualTo("5 models at most.");
        assertThat(list.rows().get(0).reasonProperty().get()).isEmpty();

        list.rows().get(0).chosenProperty().set(false);
        assertThat(list.rows().get(5).reasonProperty().get()).isEmpty();
    }

    @Test
    void what_was_chosen_stays_chosen_when_the_list_is_read_again() {
        list.show(cards(3));
        list.fit(GREY);
        list.rows().get(2).chosenProperty().set(true);

        list.show(cards(4));

        assertThat(list.chosen()).extracting(ContenderRow::label).hasSize(3);
        assertThat(list.rows()).hasSize(4);
    }

    @Test
    void a_model_with_new_weights_is_another_one() {
        list.show(List.of(card("a", "1"), card("b", "1")));
        list.fit(GREY);

        list.show(List.of(card("a", "2"), card("b", "1")));

        assertThat(list.chosen()).extracting(ContenderRow::label).containsExactly("b · normal prior");
    }

    @Test
    void each_choice_is_told_once() {
        list.show(cards(3));
        list.fit(GREY);
        changes.clear();

        list.rows().get(2).chosenProperty().set(true);

        assertThat(changes).hasSize(1);
    }
}
