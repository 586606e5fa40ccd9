package studio.latent.engine.model.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.Setting;
import studio.latent.engine.model.SpecForm;

class GameRulesTest {
    private static final ImageShape SHAPE = new ImageShape(1, 28, 28);

    private static GanSpec spec(Map<String, String> settings) throws BadOption {
        return new SpecForm<>(GanSpec.defaults(SHAPE)).with(settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wasserstein", "wasserstein-penalty"})
    void aWassersteinCriticTakesNoPenaltyAtRealImages(String objective) throws BadOption {
        GanSpec both = spec(Map.of("objective", objective));

        assertThatThrownBy(both::requireTrainable)
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("objective " + objective + " r1 must be 0");
        assertThatCode(spec(Map.of("objective", objective, "r1", "0"))::requireTrainable)
                .doesNotThrowAnyException();
    }

    @Test
    void batchNormInTheDiscriminatorTakesNoGradientPenalty() throws BadOption {
        assertThatThrownBy(spec(Map.of("discriminatorNorm", "batch"))::requireTrainable)
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("batch norm");
        assertThatThrownBy(
                        spec(Map.of("objective", "wasserstein-penalty", "r1", "0", "discriminatorNorm", "batch"))
                                ::requireTrainable)
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("batch norm");
        assertThatCode(spec(Map.of("discriminatorNorm", "batch", "r1", "0"))::requireTrainable)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "batch"})
    void aWassersteinCriticThatNothingHoldsIsRefused(String norm) throws BadOption {
        Map<String, String> free = Map.of("objective", "wasserstein-penalty", "gradientPenalty", "0", "r1", "0");

        assertThatThrownBy(with(free, norm)::requireTrainable)
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("nothing holds the critic")
                .hasMessageContaining("gradientPenalty=10")
                .hasMessageContaining("discriminatorNorm=spectral");
        assertThatCode(with(free, "spectral")::requireTrainable).doesNotThrowAnyException();
        StyleGanSpec styled = new SpecForm<>(StyleGanSpec.defaults(SHAPE)).with(free);
        assertThatThrownBy(styled::requireTrainable)
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("gradientPenalty=10");
    }

    @Test
    void nothingElseIsAskedToHoldACriticWithLimitedWeights() throws BadOption {
        Map<String, String> limited = Map.of("objective", "wasserstein", "gradientPenalty", "0", "r1", "0");

        assertThatCode(with(limited, "none")::requireTrainable).doesNotThrowAnyException();
    }

    private static GanSpec with(Map<String, String> settings, String norm) throws BadOption {
        Map<String, String> all = new HashMap<>(settings);
        all.put("discriminatorNorm", norm);
        return spec(all);
    }

    static Stream<Arguments> presets() {
        return Stream.of(Gan.TYPE, StyleGan.TYPE)
                .flatMap(type -> type.presets().stream().map(preset -> Arguments.of(type, preset)));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetCanBeTrained(ModelType<?> type, Preset preset) throws BadOption {
        assertThatCode(of(type, preset)::requireTrainable).doesNotThrowAnyException();
        assertThat(preset.values())
                .as("no image is held out for a loss that is never taken")
                .containsEntry("heldOut", "0");
    }

    private static <S extends Record & ModelSpec> S of(ModelType<S> type, Preset preset) throws BadOption {
        SpecForm<S> form = new SpecForm<>(type.defaults().apply(SHAPE));
        Map<String, String> own = new HashMap<>();
        for (Setting setting : form.settings()) {
            String value = preset.values().get(setting.name());
            if (value != null) {
                own.put(setting.name(), value);
            }
        }
        return form.with(own);
    }
}
