package studio.latent.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvidiaHardwareTest {
    @TempDir
    Path root;

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    @Test
    void theDriverTellsItsVersionAndEveryCard() throws Exception {
        file("proc/driver/nvidia/version", """
                NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build  (dvs)
                GCC version:  gcc version 12.3.0
                """);
        file("proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t NVIDIA GeForce RTX 4090\nIRQ: 90\n");
        file("proc/driver/nvidia/gpus/0000:02:00.0/information", "IRQ: 91\n");

        NvidiaHardware found = NvidiaHardware.probe(root);

        assertThat(found).isEqualTo(new NvidiaHardware(List.of("NVIDIA GeForce RTX 4090", "NVIDIA card"), "570.86.15"));
        assertThat(found).hasToString("NVIDIA GeForce RTX 4090, NVIDIA card, driver 570.86.15");
    }

    @Test
    void aCardWithoutDriverIsSeenOnTheBus() throws Exception {
        file("sys/bus/pci/devices/0000:00:02.0/vendor", "0x8086\n");
        file("sys/bus/pci/devices/0000:00:02.0/class", "0x030000\n");
        file("sys/bus/pci/devices/0000:01:00.0/vendor", "0x10de\n");
        file("sys/bus/pci/devices/0000:01:00.0/class", "0x030200\n");
        file("sys/bus/pci/devices/0000:01:00.1/vendor", "0x10de\n");
        file("sys/bus/pci/devices/0000:01:00.1/class", "0x040300\n");

        NvidiaHardware found = NvidiaHardware.probe(root);

        assertThat(found).isEqualTo(new NvidiaHardware(List.of("NVIDIA card"), null));
        assertThat(found).hasToString("NVIDIA card, no driver");
    }

    @Test
    void theSubsystemOfWindowsHasADriverThatTellsNoVersion() throws Exception {
        file("usr/lib/wsl/lib/libcuda.so.1", "");

        NvidiaHardware found = NvidiaHardware.probe(root);

        assertThat(found.hasDriver()).isTrue();
        assertThat(found.driverIsTooOld()).isFalse();
    }

    @Test
    void amongOtherThingsThereIsNothing() {
        assertThat(NvidiaHardware.probe(root)).isEqualTo(new NvidiaHardware(List.of(), null));
        assertThat(NvidiaHardware.probe(root)).hasToString("no NVIDIA card");
    }

    @ParameterizedTest
    @CsvSource({
        "470.256.02, true",
        "525.59.99, true",
        "525.60.13, false",
        "525.147.05, false",
        "570.86.15, false",
        "unreadable, false"
    })
    void driversBefore525Point60AreTooOld(String version, boolean tooOld) {
        assertThat(new NvidiaHardware(List.of(), version).driverIsTooOld()).isEqualTo(tooOld);
    }
}
