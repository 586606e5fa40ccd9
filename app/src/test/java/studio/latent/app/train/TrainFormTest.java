package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.latent.engine.train.TrainingRequest;

class TrainFormTest {
    private final TrainForm form = TrainPlace.direct().model.form();

    @Test
    void it_opens_ready_to_start_with_the_first_of_everything() {
        TrainingRequest request = form.request().orElseThrow();

        assertThat(request.type()).isEqualTo("conv-vae");
        assertThat(request.dataset()).isEqualTo("grey-data");
        assertThat(request.preset()).isEqualTo("small");
        assertThat(request.settings()).isEmpty();
        assertThat(request.seed()).isEqualTo(1);
        assertThat(request.device()).isEqualTo("auto");
        assertThat(request.folder()).isEqualTo(TrainPlace.runs().resolve("conv-vae-grey-data-20260102-030405"));
    }

    @Test
    void a_preset_fills_the_settings_and_only_what_was_changed_is_sent() {
        form.presetProperty().set(form.presets().get(1));
        SettingEntry batch = entry("batch");
        assertThat(batch.textProperty().get()).isEqualTo("256");
        assertThat(entry("latentDimension").textProperty().get()).isEqualTo("64");

        batch.textProperty().set("128");

        assertThat(form.request().orElseThrow().settings())
                .containsOnlyKeys("batch")
                .containsEntry("batch", "128");
    }

    @Test
    void each_wrong_field_says_so_in_its_place() {
        form.datasetProperty().set(" ");
        form.stepsProperty().set("-3");
        form.seedProperty().set("lucky");
        form.nameProperty().set("a/b");

        assertThat(form.request()).isEmpty();
        for (TrainForm.Field field : TrainForm.Field.values()) {
            assertThat(form.faultProperty(field).get()).as(field.name()).isNotNull();
        }

        form.datasetProperty().set("grey-data");
        form.stepsProperty().set("20");
        assertThat(form.faultProperty(TrainForm.Field.STEPS).get()).isNull();
        assertThat(form.faultProperty(TrainForm.Field.SEED).get()).isNotNull();
        form.seedProperty().set("7");
        form.nameProperty().set("mine");

        TrainingRequest request = form.request().orElseThrow();
        assertThat(request.steps()).hasValue(20);
        assertThat(request.folder()).isEqualTo(TrainPlace.runs().resolve("mine"));
        assertThat(form.faultProperty(TrainForm.Field.SEED).get()).isNull();
    }

    @Test
    void a_name_that_the_user_typed_stays_when_the_data_change() {
        form.datasetProperty().set("/pictures/cats.zip");
        assertThat(form.nameProperty().get()).startsWith("conv-vae-cats-");

        form.nameProperty().set("mine");
        form.datasetProperty().set("grey-data");

        assertThat(form.nameProperty().get()).isEqualTo("mine");
    }

    private SettingEntry entry(String name) {
        return form.settings().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
