package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeOpenModel;
import studio.latent.app.FakeStudio;
import studio.latent.app.explore.ArithmeticViewModel.Slot;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;

class ArithmeticViewModelTest {
    @TempDir
    Path folder;

    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final ExploreViewModel explore = fixture.explore;
    private final ArithmeticViewModel bench = explore.arithmetic();

    /// Draws a seed, puts it into a slot, and says what was put there.
    private Latent put(long seed, Slot slot) {
        explore.seeds().seedProperty().set(seed);
        Latent drawn = fixture.latent();
        bench.putCurrent(slot);
        return drawn;
    }

    private void assertUnderTheHand(double strength, Latent a, List<Latent> minus, List<Latent> plus) {
        assertThat(fixture.state().origin()).isEqualTo(new Origin.Arithmetic());
        for (int i = 0; i < a.dimension(); i++) {
            int at = i;
            double added = plus.stream().mapToDouble(z -> z.values()[at]).sum();
            double taken = minus.stream().mapToDouble(z -> z.values()[at]).sum();
            assertThat((double) fixture.latent().values()[i])
                    .as("number %d of A + %s · (C − B)", i, strength)
                    .isCloseTo(a.values()[i] + strength * (added - taken), within(1e-5));
        }
    }

    @Test
    void whatOneImageHasAndAnotherLacksIsAddedToAThird() {
        Latent a = put(10, Slot.BASE);
        Latent b = put(20, Slot.MINUS);
        Latent c = put(30, Slot.PLUS);
        assertUnderTheHand(1, a, List.of(b), List.of(c));

        bench.strengthProperty().set(0.25);
        assertUnderTheHand(0.25, a, List.of(b), List.of(c));
        bench.strengthProperty().set(9);
        assertUnderTheHand(2, a, List.of(b), List.of(c));
        fixture.work();
        assertThat(explore.imageProperty().get()).isEqualTo(fixture.expectedImage());
    }

    @Test
    void shiftsOfStylesAreReckonedWithLikeLatents() {
        explore.open(FakeStudio.STYLED);
        fixture.work();
        put(10, Slot.BASE);
        explore.seeds().seedProperty().set(20);
        float[] moved = new float[15];
        moved[3] = 2;
        fixture.session.renderBy(fixture.state().renderingOrUsual().shiftedBy(DecoderShift.ofStyles(moved)));
        bench.putCurrent(Slot.PLUS);

        bench.strengthProperty().set(0.5);

        moved[3] = 1;
        assertThat(fixture.state().renderingOrUsual().shift()).isEqualTo(DecoderShift.ofStyles(moved));
        bench.clear(Slot.PLUS);
        assertThat(fixture.state().renderingOrUsual().shift())
                .as("A alone has its own styles")
                .isNull();
    }

    @Test
    void severalAreTakenAwayAndAddedButOneIsMoved() {
        put(9, Slot.BASE);
        Latent a = put(10, Slot.BASE);
        Latent b = put(20, Slot.MINUS);
        Latent b2 = put(21, Slot.MINUS);
        Latent c = put(30, Slot.PLUS);
        Latent c2 = put(31, Slot.PLUS);
        assertThat(bench.pins(Slot.BASE)).hasSize(1);
        assertUnderTheHand(1, a, List.of(b, b2), List.of(c, c2));

        bench.removeLast(Slot.PLUS);
        assertUnderTheHand(1, a, List.of(b, b2), List.of(c));
        bench.clear(Slot.MINUS);
        assertUnderTheHand(1, a, List.of(), List.of(c));
        bench.clear(Slot.PLUS);
        assertUnderTheHand(1, a, List.of(), List.of());
    }

    @Test
    void nothingMovesUntilThereIsSomethingToReckonWith() {
        Latent c = put(30, Slot.PLUS);
        bench.strengthProperty().set(1.5);
        assertThat(bench.usableProperty().get()).isFalse();
        assertThat(fixture.latent()).isEqualTo(c);
        assertThat(fixture.state().origin()).isInstanceOf(Origin.Seed.class);

        Latent a = put(10, Slot.BASE);
        assertThat(bench.usableProperty().get()).isTrue();
        assertUnderTheHand(1.5, a, List.of(), List.of(c));
    }

    @Test
    void emptyingASlotLeavesAnImageAloneThatIsNoResult() {
        put(10, Slot.BASE);
        put(20, Slot.MINUS);
        explore.seeds().rollDice();
        LatentState rolled = fixture.state();
        bench.clear(Slot.MINUS);
        assertThat(fixture.state()).isEqualTo(rolled);
        assertThat(bench.usableProperty().get()).isFalse();
    }

    @Test
    void eachChangeIsOneGestureAndGoingBackBringsItsSlotsBack() {
        put(10, Slot.BASE);
        put(20, Slot.MINUS);
        explore.seeds().rollDice();
        bench.putCurrent(Slot.PLUS);
        LatentState whole = fixture.state();
        int gestures = fixture.session.tree().nodes().size();
        bench.strengthProperty().set(0.3);
        bench.strengthProperty().set(0.4);
        explore.rest();
        bench.clear(Slot.MINUS);
        assertThat(fixture.session.tree().nodes()).hasSize(gestures + 2);

        explore.undo();
        assertThat(bench.pins(Slot.MINUS)).hasSize(1);
        assertThat(bench.strengthProperty().get()).isEqualTo(0.4);
        explore.undo();
        assertThat(bench.strengthProperty().get()).isEqualTo(1);
        assertThat(fixture.state()).isEqualTo(whole);
        explore.undo();
        explore.undo();
        assertThat(bench.pins(Slot.PLUS)).as("before the dice").isEmpty();
        for (int i = 0; i < 4; i++) {
            explore.redo();
        }
        assertThat(bench.pins(Slot.MINUS)).isEmpty();
        assertThat(bench.pins(Slot.PLUS)).hasSize(1);
        assertThat(fixture.session.tree().nodes())
                .as("going back is no gesture")
                .hasSize(gestures + 2);
    }

    @Test
    void aSlotFilledAtStrengthNoneStaysFilled() {
        Latent a = put(10, Slot.BASE);
        put(20, Slot.MINUS);
        bench.strengthProperty().set(0);
        explore.rest();
        bench.putCurrent(Slot.PLUS);
        assertThat(bench.pins(Slot.PLUS)).hasSize(1);
        assertUnderTheHand(0, a, List.of(), List.of());
        explore.undo();
        explore.redo();
        assertThat(bench.pins(Slot.PLUS)).hasSize(1);
    }

    @Test
    void aPinnedImageAndAnImageFileCanBePutIntoASlot() throws IOException {
        Path file = folder.resolve("c.png");
        explore.save(file);
        fixture.work();
        Path stranger = folder.resolve("stranger.png");
        Files.copy(file, stranger);
        explore.path().pinCurrent();
        bench.put(Slot.BASE, explore.path().pins().getFirst());
        Latent a = fixture.latent();
        bench.putFile(Slot.PLUS, stranger);
        fixture.work();

        Pin encoded = bench.pins(Slot.PLUS).getFirst();
        assertThat(encoded.state().origin()).isEqualTo(new Origin.Encoded("stranger.png"));
        assertThat(encoded.imageProperty().get())
                .isEqualTo(
                        fixture.studio.imageOf(FakeStudio.GREY, encoded.state().latent()));
        assertUnderTheHand(1, a, List.of(), List.of(encoded.state().latent()));
        assertThat(explore.files().offerProperty().get()).isNull();
    }

    @Test
    void aFileThatIsNoImageIsToldAndTheSlotStaysAsItWas() throws IOException {
        Path text = folder.resolve("broken.png");
        Files.writeString(text, "no image");
        bench.putFile(Slot.BASE, text);
        fixture.work();
        assertThat(explore.troubleProperty().get().problem()).contains("broken.png");
        assertThat(bench.pins(Slot.BASE)).isEmpty();
    }

    @Test
    void eachModelHasSlotsOfItsOwnAndUndoGoesBackAcrossModels() {
        Latent a = put(10, Slot.BASE);
        Latent c = put(30, Slot.PLUS);
        bench.strengthProperty().set(0.5);
        explore.rest();
        explore.open(FakeStudio.COLOUR);
        fixture.work();
        assertThat(bench.pins(Slot.BASE)).isEmpty();
        assertThat(bench.strengthProperty().get()).isEqualTo(1);
        assertThat(fixture.state().origin()).isInstanceOf(Origin.Seed.class);

        explore.undo();
        fixture.work();
        assertUnderTheHand(0.5, a, List.of(), List.of(c));
        assertThat(bench.pins(Slot.PLUS)).hasSize(1);
        fixture.session.adopt(fixture.studio.retrained(FakeStudio.GREY, 7, 0));
        assertThat(bench.pins(Slot.PLUS)).as("latents of another length").isEmpty();
    }

    @Test
    void theSlotsOfAModelInTrainingShowWhatItHasLearnt() {
        put(10, Slot.BASE);
        fixture.work();
        Raster old = bench.pins(Slot.BASE).getFirst().imageProperty().get();
        ((FakeOpenModel) fixture.session.modelProperty().get()).refresh(5);
        fixture.work();
        assertThat(bench.pins(Slot.BASE).getFirst().imageProperty().get()).isNotEqualTo(old);
    }

    @Test
    void theCaptionSaysThatItIsArithmetic() {
        put(10, Slot.BASE);
        put(20, Slot.MINUS);
        assertThat(explore.captionProperty().get()).isEqualTo("A − B + C");
    }
}
