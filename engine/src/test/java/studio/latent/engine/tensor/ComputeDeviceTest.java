package studio.latent.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.EngineUnavailable;

class ComputeDeviceTest {
    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void everyDeviceIsFoundByItsOwnName(ComputeDevice device) throws Exception {
        assertThat(ComputeDevice.named(device.id())).isEqualTo(device);
        assertThat(ComputeDevice.named(" " + device.id().toUpperCase(Locale.ROOT)))
                .isEqualTo(device);
    }

    @Test
    void autoIsTheFirstCudaDeviceElseTheCpu() throws Exception {
        boolean cuda = TorchEngine.start().cudaDevices() > 0;

        assertThat(ComputeDevice.named("auto").id()).isEqualTo(cuda ? "cuda:0" : "cpu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "cuda:", "cuda:-1", "cuda0", "", "cuda:1000"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> ComputeDevice.named(name))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("no device named '" + name + "'");
    }

    @Test
    void aDeviceThatIsNotThereIsRefusedWithTheNumberOfThoseThatAre() throws Exception {
        int found = TorchEngine.start().cudaDevices();

        assertThatThrownBy(() -> ComputeDevice.named("cuda:" + found))
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageContaining("cuda:" + found, found + " CUDA devices");
    }
}
