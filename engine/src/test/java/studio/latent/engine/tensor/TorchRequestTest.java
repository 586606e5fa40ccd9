package studio.latent.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TorchRequestTest {
    @Test
    void theEnvironmentGoesBeforeSystemProperties() {
        TorchRequest request = TorchRequest.of(
                Map.of("PYTORCH_LIBRARY_PATH", "/environment")::get,
                Map.of("PYTORCH_LIBRARY_PATH", "/property", "PYTORCH_FLAVOR", "cpu")::get);

        assertThat(request).isEqualTo(new TorchRequest("/environment", null, "cpu"));
    }

    @Test
    void whatIsBlankIsNotSet() {
        TorchRequest request =
                TorchRequest.of(Map.of("PYTORCH_LIBRARY_PATH", " ", "PYTORCH_VERSION", "")::get, _ -> null);

        assertThat(request).isEqualTo(TorchRequest.NONE);
    }
}
