package studio.latent.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.latent.engine.error.BadDataset;

class DatasetNotesTest {
    @Test
    void everyEntryButFormatAndTypeMayBeMissing() throws Exception {
        assertThat(DatasetNotes.parse(SampleFiles.text("{\"format\": 1, \"type\": \"dataset\"}")))
                .isEqualTo(DatasetNotes.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[1]",
                "{\"format\": 1",
                "{\"type\": \"dataset\"}",
                "{\"format\": 2, \"type\": \"dataset\"}",
                "{\"format\": 1, \"type\": \"model\"}",
                "{\"format\": 1, \"type\": \"dataset\", \"colour\": 3}",
                "{\"format\": 1, \"type\": \"dataset\", \"classes\": \"a\"}",
                "{\"format\": 1, \"type\": \"dataset\", \"classes\": [{}]}",
                "{\"format\": 1, \"type\": \"dataset\", \"licence\": {}}",
            })
    void anythingElseIsRefused(String json) {
        assertThatThrownBy(() -> DatasetNotes.parse(SampleFiles.text(json)))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("dataset.json");
    }
}
