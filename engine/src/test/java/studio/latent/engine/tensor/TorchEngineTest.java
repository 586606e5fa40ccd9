package studio.latent.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TorchEngineTest {
    @Test
    void theVersionIsTheOneThatTheStudioWasMadeFor() throws Exception {
        assertThat(TorchEngine.start().version()).startsWith(GpuReadiness.TORCH_VERSION);
    }

    @Test
    void theDevicesAreTheCpuAndEveryCudaDevice() throws Exception {
        TorchEngine engine = TorchEngine.start();

        assertThat(engine.devices()).hasSize(1 + engine.cudaDevices()).startsWith(ComputeDevice.CPU);
    }

    @Test
    void startingAgainIsTheSameEngine() throws Exception {
        assertThat(TorchEngine.start()).isSameAs(TorchEngine.start());
    }
}
