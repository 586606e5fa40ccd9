package studio.latent.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.OutOfDeviceMemory;

class DeviceMemoryTest {
    private final EngineException full =
            new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 8 GiB");

    @Test
    void aCopyThatDoesNotFitIsTheWorldsFault() {
        assertThatThrownBy(() -> DeviceMemory.copied(() -> {
                    throw full;
                }))
                .isInstanceOfSatisfying(OutOfDeviceMemory.Unchecked.class, e -> {
                    assertThat(e.fault().problem())
                            .isEqualTo("The device ran out of memory while values were copied to it.");
                    assertThat(e.fault()).hasCause(full);
                });
    }

    @Test
    void whatElsePyTorchSaysIsLeftAsItIs() {
        EngineException other = new EngineException("expected a tensor");

        assertThat(DeviceMemory.full(other, "in 'x'")).isEmpty();
        assertThatThrownBy(() -> DeviceMemory.copied(() -> {
                    throw other;
                }))
                .isSameAs(other);
        assertThat(DeviceMemory.copied(() -> 7)).isEqualTo(7);
    }

    @Test
    void bothWordsOfPyTorchForItAreKnown() {
        assertThat(DeviceMemory.full(full, "in 'step'"))
                .hasValueSatisfying(e -> assertThat(e.problem()).isEqualTo("The device ran out of memory in 'step'."));
        assertThat(DeviceMemory.full(
                        new EngineException("DefaultCPUAllocator: can't allocate memory: you tried"), "in 'step'"))
                .isPresent();
    }
}
