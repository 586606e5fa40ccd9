package studio.latent.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.translate.NoopTranslator;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.DiskFull;
import studio.latent.engine.tensor.HostTensor;

class TorchArchiveWriterTest {
    private static final String CODE = """
            class M(Module):
              __parameters__ = ["weight", "bias", ]
              __buffers__ = []
              weight : Tensor
              bias : Tensor
              training : bool
              _is_full_backward_hook : Optional[bool]
              def forward(self: __torch__.M, x: Tensor) -> Tensor:
                return torch.linear(x, self.weight, self.bias)
            """;

    @TempDir
    Path folder;

    @Test
    void aModuleIsReadBackAsItWasWritten() throws Exception {
        Path file = write("m.pt");

        TorchArchive archive = TorchArchive.read(file);

        assertThat(archive.script()).isTrue();
        assertThat(archive.tensors()).containsExactlyEntriesOf(parameters());
        assertThat(archive.extraFile("latent-studio.json")).hasValue("{\"ü\": 1}");
    }

    @Test
    void torchLoadsTheModuleAndComputesWhatItSays() throws Exception {
        Path file = write("m.pt");

        try (Model model = Model.newInstance("m", Device.cpu(), "PyTorch");
                InputStream in = Files.newInputStream(file)) {
            model.load(in);
            try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null));
                    NDArray x = model.getNDManager().create(new float[][] {{1, 10, 100}});
                    NDList y = predictor.predict(new NDList(x))) {
                // [1, 10, 100] · [[1, 2, 3], [4, 5, 6]]ᵀ + [0.5, -0.5]
                assertThat(y.get(0).toFloatArray()).containsExactly(321.5f, 653.5f);
            }
        }
    }

    @Test
    void equalModulesGiveEqualFiles() throws Exception {
        assertThat(Files.readAllBytes(write("a.pt"))).isEqualTo(Files.readAllBytes(write("b.pt")));
    }

    @Test
    void aNameThatPythonCannotSayIsABug() {
        SequencedMap<String, HostTensor> parameters = new LinkedHashMap<>();
        parameters.put("layer.weight", HostTensor.zeros(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TorchArchiveWriter.content(CODE, parameters, Map.of()))
                .withMessageContaining("layer.weight");
    }

    @Test
    void aFullDiskLeavesNothing() {
        assertThatThrownBy(() -> new AtomicFile(new FullDisk(500))
                        .write(folder.resolve("m.pt"), TorchArchiveWriter.content(CODE, parameters(), Map.of())))
                .isInstanceOf(DiskFull.class);

        assertThat(folder).isEmptyDirectory();
    }

    private Path write(String name) throws Exception {
        Path file = folder.resolve(name);
        Map<String, String> extra = Map.of("latent-studio.json", "{\"ü\": 1}");
        new AtomicFile().write(file, TorchArchiveWriter.content(CODE, parameters(), extra));
        return file;
    }

    private static SequencedMap<String, HostTensor> parameters() {
        SequencedMap<String, HostTensor> parameters = new LinkedHashMap<>();
        parameters.put("weight", new HostTensor(new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}));
        parameters.put("bias", new HostTensor(new int[] {2}, new float[] {0.5f, -0.5f}));
        return parameters;
    }
}
