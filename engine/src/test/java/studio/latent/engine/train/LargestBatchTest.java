package studio.latent.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.OutOfDeviceMemory;

class LargestBatchTest {
    private final List<Integer> tried = new ArrayList<>();

    /// A device that holds so many images.
    private LargestBatch.Trial holding(int most) {
        return batch -> {
            tried.add(batch);
            if (batch > most) {
                throw new OutOfDeviceMemory("full", "use less");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"256, 100, 96", "256, 255, 224", "256, 128, 128", "256, 1, 1", "3, 2, 2", "7, 5, 5", "2, 1, 1"})
    void aBatchThatFitsIsFoundInFewTrials(int tooLarge, int most, int found) throws Exception {
        assertThat(LargestBatch.below(tooLarge, 1, holding(most))).hasValue(found);

        assertThat(found).isBetween((most + 1) / 2, most);
        assertThat(tried).hasSizeLessThanOrEqualTo(32 - Integer.numberOfLeadingZeros(tooLarge) + 2);
        assertThat(tried).doesNotHaveDuplicates().allMatch(batch -> batch < tooLarge);
    }

    @Test
    void whereNotOneImageFitsThereIsNone() throws Exception {
        assertThat(LargestBatch.below(64, 1, holding(0))).isEqualTo(OptionalInt.empty());
        assertThat(LargestBatch.below(1, 1, holding(0))).isEqualTo(OptionalInt.empty());
    }

    @Test
    void fewerThanAStepNeedsAreNotTried() throws Exception {
        assertThat(LargestBatch.below(16, 3, holding(3))).hasValue(3);
        assertThat(LargestBatch.below(16, 3, holding(2))).isEmpty();
        assertThat(LargestBatch.below(3, 3, holding(2))).isEmpty();
        assertThat(tried).allMatch(batch -> batch >= 3);
        OutOfDeviceMemory none = LargestBatch.told(16, 3, holding(2), new OutOfDeviceMemory("full", "use less"));
        assertThat(none.problem()).endsWith("not even 3 images at a time fit.");
    }

    @Test
    void theLargestThatFitsIsOffered() throws Exception {
        OutOfDeviceMemory cause = new OutOfDeviceMemory("full", "use less");

        OutOfDeviceMemory some = LargestBatch.told(512, 1, holding(70), cause);
        OutOfDeviceMemory none = LargestBatch.told(512, 1, holding(0), cause);

        assertThat(some.problem()).isEqualTo("The device ran out of memory with a batch of 512; 64 fit.");
        assertThat(some.remedy()).contains("--set batch=64");
        assertThat(some).hasCause(cause);
        assertThat(some.fittingBatch()).hasValue(64);
        assertThat(none.fittingBatch()).isEmpty();
        assertThat(none.problem()).contains("not even one image");
    }

    @Test
    void anotherFaultEndsTheSearch() {
        assertThatThrownBy(() -> LargestBatch.below(8, 1, _ -> {
                    throw new BadOption("no", "yes");
                }))
                .isInstanceOf(BadOption.class);
    }
}
