package studio.latent.engine.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionNameTest {
    @Test
    void aNameWithoutASignIsAClass() {
        ConditionName name = new ConditionName("ankle boot");

        assertThat(name.isClass()).isTrue();
        assertThat(name.attribute()).isEmpty();
        assertThat(name.value()).isEqualTo("ankle boot");
    }

    @Test
    void anAttributeEndsAtTheFirstSign() {
        ConditionName name = ConditionName.of("formula", "a=b");

        assertThat(name.text()).isEqualTo("formula=a=b");
        assertThat(name.isClass()).isFalse();
        assertThat(name.attribute()).isEqualTo("formula");
        assertThat(name.value()).isEqualTo("a=b");
    }

    @Test
    void conditionsAreClassesWhenAllOfThemAre() {
        assertThat(ConditionName.areClasses(List.of("bag", "boot"))).isTrue();
        assertThat(ConditionName.areClasses(List.of("bag", "hat=yes"))).isFalse();
        assertThat(ConditionName.areClasses(List.of()))
                .as("nothing to wish for")
                .isFalse();
    }
}
