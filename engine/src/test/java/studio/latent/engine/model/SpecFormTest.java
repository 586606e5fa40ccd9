package studio.latent.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.engine.error.BadOption;

class SpecFormTest {
    private static final TestSpec DEFAULTS =
            new TestSpec(16, List.of(32, 64), Decoder.GAUSSIAN, true, new TestOptimizer(1e-3, 0.1f, 10_000_000_000L));

    private final SpecForm<TestSpec> form = new SpecForm<>(DEFAULTS);

    enum Decoder {
        GAUSSIAN,
        LOG_COSH
    }

    record TestOptimizer(
            @Range(min = 0, max = 1) double learningRate,
            @Range(max = 0.1) float weightDecay,
            long imagesLimit) {}

    record TestSpec(
            @Range(min = 2, max = 512) @Unit("numbers") int latentDimension,
            List<Integer> widths,
            @Group("objective") Decoder decoder,
            boolean residual,
            @Group("optimizer") TestOptimizer optimizer) {
        TestSpec {
            if (residual && latentDimension == 13) {
                throw new IllegalArgumentException("latentDimension must not be 13 with residual, got 13");
            }
        }
    }

    @Test
    void eachSimpleComponentIsAKnobWithItsRangeUnitAndGroup() {
        double none = Double.POSITIVE_INFINITY;

        assertThat(form.settings())
                .containsExactly(
                        new Setting(
                                "latentDimension", "model", Setting.Kind.INTEGER, "16", 2, 512, "numbers", List.of()),
                        new Setting(
                                "decoder",
                                "objective",
                                Setting.Kind.CHOICE,
                                "gaussian",
                                -none,
                                none,
                                "",
                                List.of("gaussian", "log-cosh")),
                        new Setting("residual", "model", Setting.Kind.FLAG, "true", -none, none, "", List.of()),
                        new Setting("learningRate", "optimizer", Setting.Kind.REAL, "0.001", 0, 1, "", List.of()),
                        new Setting("weightDecay", "optimizer", Setting.Kind.REAL, "0.1", -none, 0.1, "", List.of()),
                        new Setting(
                                "imagesLimit",
                                "optimizer",
                                Setting.Kind.INTEGER,
                                "10000000000",
                                -none,
                                none,
                                "",
                                List.of()));
    }

    @Test
    void turnedKnobsChangeTheirComponentsAndNoOthers() throws Exception {
        TestSpec spec = form.with(Map.of(
                "latentDimension",
                " 32 ",
                "decoder",
                "log-cosh",
                "residual",
                "no",
                "learningRate",
                "3e-4",
                "weightDecay",
                "0.1",
                "imagesLimit",
                "1e12"));

        assertThat(spec)
                .isEqualTo(new TestSpec(
                        32,
                        List.of(32, 64),
                        Decoder.LOG_COSH,
                        false,
                        new TestOptimizer(3e-4, 0.1f, 1_000_000_000_000L)));
    }

    @Test
    void noKnobTurnedGivesTheDefaults() throws Exception {
        assertThat(form.with(Map.of())).isEqualTo(DEFAULTS);
    }

    @Test
    void theKnobsOfARecordGiveThatRecord() throws Exception {
        TestSpec spec = new TestSpec(3, List.of(32, 64), Decoder.LOG_COSH, false, new TestOptimizer(1e-7, -3, 5));

        assertThat(form.with(form.values(spec))).isEqualTo(spec);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            latentDimension | 1            | in [2, 512] numbers
            latentDimension | 513          | in [2, 512] numbers
            latentDimension | 2.5          | whole number
            latentDimension | many         | whole number
            latentDimension | 1e999999999  | in [2, 512]
            latentDimension | 1e-999999999 | whole number
            latentDimension | ''           | whole number
            learningRate    | NaN          | a number
            learningRate    | 1e-3f        | a number
            learningRate    | -0.1         | in [0, 1]
            learningRate    | Infinity     | a number
            weightDecay     | 0.2          | at most 0.1
            weightDecay     | -1e60        | at most 0.1
            imagesLimit     | 1e19         | must be smaller
            residual        | maybe        | true or false
            decoder         | LOG_COSH     | one of gaussian, log-cosh
            """)
    void aValueThatDoesNotFitIsRefusedWithWhatWould(String name, String value, String expected) {
        assertThatThrownBy(() -> form.with(Map.of(name, value)))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining(expected);
    }

    @Test
    void anUnknownNameSuggestsTheNearest() {
        assertThatThrownBy(() -> form.with(Map.of("learning-rate", "1")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("no setting 'learning-rate'")
                .hasMessageContaining("Did you mean 'learningRate'?");
    }

    @Test
    void valuesThatTheRecordRefusesTogetherAreNamedWithItsReason() {
        assertThatThrownBy(() -> form.with(Map.of("latentDimension", "13")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("latentDimension=13")
                .hasMessageContaining("must not be 13 with residual");
    }

    @Test
    void aRecordWithoutAGroupHasNoKnobsAndKeepsItsValue() throws Exception {
        record Shape(int size) {}
        record Spec(Shape shape, int count) {}
        SpecForm<Spec> spec = new SpecForm<>(new Spec(new Shape(28), 1));

        assertThat(spec.settings()).extracting(Setting::name).containsExactly("count");
        assertThat(spec.with(Map.of("count", "2"))).isEqualTo(new Spec(new Shape(28), 2));
    }

    @Test
    void aNameTwiceInOneSpecIsABug() {
        record Inner(int size) {}
        record Outer(int size, @Group("inner") Inner inner) {}

        assertThatIllegalArgumentException().isThrownBy(() -> new SpecForm<>(new Outer(1, new Inner(2))));
    }
}
