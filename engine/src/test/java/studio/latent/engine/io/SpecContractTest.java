package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.ModelCatalog;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.ModelType;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.Setting;
import studio.latent.engine.model.SpecForm;

/// What every kind of model in the catalogue owes to forms and files.
class SpecContractTest {
    private static final List<ImageShape> SHAPES =
            List.of(new ImageShape(1, 28, 28), new ImageShape(3, 64, 64), new ImageShape(3, 128, 128));

    static Stream<Named<ModelType<?>>> types() {
        return ModelCatalog.TYPES.stream().map(type -> Named.of(type.id(), type));
    }

    @ParameterizedTest
    @MethodSource("types")
    <S extends Record & ModelSpec> void specsSurviveTheWayThroughTheirJson(ModelType<S> type) throws Exception {
        for (ImageShape shape : SHAPES) {
            for (S spec : specs(type, shape)) {
                JsonObject json = StrictJson.object("spec", RecordJson.text(RecordJson.encode(spec)));

                assertThat(RecordJson.decode(type.specType(), json, "spec")).isEqualTo(spec);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    <S extends Record & ModelSpec> void knobsGiveTheirSpecAndPresetsFit(ModelType<S> type) throws Exception {
        for (ImageShape shape : SHAPES) {
            SpecForm<S> form = new SpecForm<>(type.defaults().apply(shape));
            for (S spec : specs(type, shape)) {
                assertThat(spec.image()).isEqualTo(shape);
                assertThat(form.with(form.values(spec))).isEqualTo(spec);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    <S extends Record & ModelSpec> void defaultsLieInTheirRanges(ModelType<S> type) {
        SpecForm<S> form = new SpecForm<>(type.defaults().apply(SHAPES.getFirst()));

        assertThat(form.settings())
                .filteredOn(setting -> setting.kind() == Setting.Kind.INTEGER || setting.kind() == Setting.Kind.REAL)
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(Double.parseDouble(setting.value()))
                        .as(setting.name())
                        .isBetween(setting.min(), setting.max()));
    }

    /// The defaults and what each preset makes of them; a preset may also turn knobs of the training.
    private static <S extends Record & ModelSpec> List<S> specs(ModelType<S> type, ImageShape shape) throws Exception {
        S defaults = type.defaults().apply(shape);
        SpecForm<S> form = new SpecForm<>(defaults);
        List<String> names = form.settings().stream().map(Setting::name).toList();
        List<S> specs = new ArrayList<>(List.of(defaults));
        for (Preset preset : type.presets()) {
            Map<String, String> own = new HashMap<>(preset.values());
            own.keySet().retainAll(names);
            specs.add(form.with(own));
        }
        return specs;
    }
}
