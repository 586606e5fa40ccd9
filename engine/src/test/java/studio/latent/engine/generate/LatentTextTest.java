package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import studio.latent.engine.model.Latent;

class LatentTextTest {
    @Test
    void everyBitSurvives() {
        Latent latent = new Latent(new float[] {-0f, Float.MIN_VALUE, 1 / 3f, -3e38f});

        assertThat(LatentText.latent(LatentText.of(latent))).isEqualTo(latent);
    }

    @Test
    void anythingElseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LatentText.latent("?"))
                .withMessage("is no Base64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LatentText.latent("AAAA"))
                .withMessage("has 3 bytes, no multiple of 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LatentText.latent(""))
                .withMessageContaining("0 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LatentText.latent(LatentText.of(new Latent(new float[] {Float.NaN}))))
                .withMessage("is not finite");
    }
}
