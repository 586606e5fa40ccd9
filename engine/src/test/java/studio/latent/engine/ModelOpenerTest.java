package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.io.ModelDocument;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.io.Precision;
import studio.latent.engine.io.RecordJson;
import studio.latent.engine.model.ExportedModule;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.model.vae.Vae;
import studio.latent.engine.model.vae.VaeSpec;
import studio.latent.engine.tensor.HostTensor;

class ModelOpenerTest {
    private static final VaeSpec SPEC = new VaeSpec(
            new ImageShape(1, 2, 2), 2, VaeSpec.Network.LINEAR, 8, 8, 0, VaeSpec.Likelihood.GAUSSIAN, 1, 0, 0);

    @TempDir
    Path folder;

    /// A model of drawn weights, one of which is `value`.
    private Path write(String name, float value) throws Exception {
        Vae vae = new Vae(SPEC);
        ModelCard card = new ModelCard(
                name,
                folder,
                Vae.TYPE.family(),
                Vae.TYPE.id(),
                SPEC.image(),
                2,
                vae.capabilities(),
                List.of(PriorKind.NORMAL),
                0,
                "",
                "",
                "",
                "",
                Map.of());
        SequencedMap<String, HostTensor> weights =
                new LinkedHashMap<>(ExportedModule.of(vae).parameters().initial(1));
        weights.values().iterator().next().values()[0] = value;
        Path model = folder.resolve(name);
        ModelFolder.write(
                new AtomicFile(),
                model,
                new ModelDocument(card, RecordJson.encode(SPEC), Map.of()),
                weights,
                Map.of(),
                Precision.FLOAT32);
        return model;
    }

    @Test
    void aModelWithWeightsThatAreNoNumbersIsRefusedWithTheirName() throws Exception {
        Path spoilt = write("spoilt", Float.NaN);

        assertThatThrownBy(() -> ModelOpener.open(spoilt))
                .isInstanceOfSatisfying(
                        BadModelFile.class, fault -> assertThat(fault.remedy()).contains("earlier checkpoint"))
                .hasMessageContaining("The weights of 'spoilt' are spoilt: '")
                .hasMessageContaining("NaN at place 0");
    }

    @Test
    void aModelIsImportedOnlyIfItsWeightsAreNumbers() throws Exception {
        Path home = folder.resolve("home");
        try (Studio studio = Studio.open(new StudioOptions(null, home, "cpu", 1))) {
            Path spoilt = write("infinite", Float.POSITIVE_INFINITY);

            assertThatThrownBy(() -> studio.models().importFrom(spoilt).await().orThrow())
                    .isInstanceOf(BadModelFile.class)
                    .hasMessageContaining("Infinity");
            assertThat(Files.exists(home.resolve("models/infinite"))).isFalse();
        }
    }

    @Test
    void aSoundModelIsOpened() throws Exception {
        assertThat(ModelOpener.open(write("sound", 0.5f)).card().name()).isEqualTo("sound");
    }
}
