package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.generate.ClassifierChoice;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.LatentGeometry;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

class ContenderTest {
    private static final ClassifierChoice GUIDE = new ClassifierChoice("guide", "00", 0);

    /// A model that nobody draws from.
    private record Model(Family family) implements OpenModel {
        @Override
        public ModelCard card() {
            return new ModelCard(
                    "m",
                    Path.of("m"),
                    family,
                    "any",
                    new ImageShape(1, 8, 8),
                    2,
                    Set.of(),
                    List.of(PriorKind.NORMAL),
                    1,
                    "00",
                    "",
                    "",
                    "",
                    Map.of());
        }

        @Override
        public LatentGeometry geometry() {
            return LatentGeometry.standard(2);
        }

        @Override
        public List<String> conditions() {
            return List.of("thick", "thin");
        }

        @Override
        public long version() {
            return 0;
        }

        @Override
        public Runnable onChange(Runnable action) {
            return () -> {};
        }
    }

    private static Contender of(Family family) {
        return Contender.neutral(new Model(family), PriorKind.NORMAL);
    }

    private static SamplerSettings drawing(Contender contender) {
        return contender.drawn(1, 1).sampling();
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void theDialOfAModelIsItsFamilysAndBeginsAsItWasTrained(Family family) {
        Contender contender = of(family);

        assertThat(contender.turned()).isEqualTo(family.dial());
        assertThat(contender.dial()).isEqualTo(family.dial().neutral());
        assertThat(contender.stops()).isEqualTo(family.dial().stops());
        assertThatThrownBy(() -> contender.at(-1))
                .hasMessageContaining(family.dial().name());
    }

    @Test
    void aClassifierThatIsNamedMakesItsScaleTheDialAndLeavesGuidance() {
        Contender guided = of(Family.DIFFUSION).at(3);

        Contender led = guided.by(SamplerSettings.FAST.guidedBy(2).classifiedBy(GUIDE));

        assertThat(led.turned().name()).isEqualTo("classifierScale");
        assertThat(led.dial()).isZero();
        assertThat(led.stops()).startsWith(0.0, 1.0).isEqualTo(led.turned().stops());
        assertThat(drawing(led.at(4)).steering().classifier()).isEqualTo(GUIDE.at(4));
        assertThat(drawing(led.at(4)).guidanceScale()).isEqualTo(2);
        assertThat(drawing(led).steering().classifier().acts()).isFalse();
        assertThat(drawing(guided).guidanceScale()).isEqualTo(3);
        assertThat(drawing(guided).steering().classifier()).isEqualTo(ClassifierChoice.NONE);
    }

    @Test
    void aDialStaysWhereItIsUnlessAnotherTakesItsPlace() {
        Contender guided = of(Family.DIFFUSION).at(3);

        assertThat(guided.by(SamplerSettings.FAST).dial()).isEqualTo(3);
        Contender led = guided.by(SamplerSettings.FAST.classifiedBy(GUIDE)).at(4);
        assertThat(led.by(SamplerSettings.DEFAULTS.classifiedBy(GUIDE)).dial()).isEqualTo(4);
        assertThat(led.by(SamplerSettings.FAST).dial()).isEqualTo(1);
    }

    @Test
    void aClassifierLeadsNoModelThatDoesNotSampleInSteps() {
        Contender one = of(Family.GAN).by(SamplerSettings.FAST.classifiedBy(GUIDE));

        assertThat(one.turned()).isEqualTo(Family.GAN.dial());
        assertThat(drawing(one.at(0.5)).styling().truncation()).isEqualTo(0.5);
    }
}
