package studio.latent.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.engine.OpenModel;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.Styling;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;

class SessionTest {
    private final List<Throwable> troubles = new ArrayList<>();

    private static LatentState grey(float value) {
        return new LatentState(FakeStudio.GREY, new Latent(new float[] {value, 0, 0, 0}), new Origin.Axis(0));
    }

    private static LatentState colour() {
        return new LatentState(FakeStudio.COLOUR, new Latent(new float[20]), new Origin.Centre());
    }

    private static Session session(FakeStudio studio) {
        return new Session(studio, Runnable::run, UndoTree.inMemory());
    }

    @Test
    void aDragIsOneGestureWhenTheHandRests() {
        Session session = session(FakeStudio.direct());
        session.open(FakeStudio.GREY, _ -> {});
        session.record(grey(0));
        for (int i = 1; i <= 50; i++) {
            session.show(grey(i));
        }
        session.rest();
        session.rest();

        assertThat(session.tree().nodes()).hasSize(2);
        session.undo(troubles::add);
        assertThat(session.stateProperty().get()).isEqualTo(grey(0));
        session.redo(troubles::add);
        assertThat(session.stateProperty().get()).isEqualTo(grey(50));
        assertThat(troubles).isEmpty();
    }

    @Test
    void aModelThatComesAfterTheWindowHasClosedIsNotShown() {
        Queue<Runnable> later = new ArrayDeque<>();
        Session session = new Session(FakeStudio.direct(), later::add, UndoTree.inMemory());
        List<Outcome<OpenModel>> told = new ArrayList<>();
        session.open(FakeStudio.GREY, told::add);

        session.close();
        later.forEach(Runnable::run);

        assertThat(session.modelProperty().get()).isNull();
        assertThat(told).isEmpty();
    }

    @Test
    void undoInTheMiddleOfADragTakesTheDragBack() {
        Session session = session(FakeStudio.direct());
        session.open(FakeStudio.GREY, _ -> {});
        session.record(grey(0));
        session.show(grey(7));

        session.undo(troubles::add);
        assertThat(session.stateProperty().get()).isEqualTo(grey(0));
        session.redo(troubles::add);
        assertThat(session.stateProperty().get()).isEqualTo(grey(7));
    }

    @Test
    void undoAcrossAChangeOfModelBringsTheModelBack() {
        Session session = session(FakeStudio.direct());
        session.open(FakeStudio.GREY, _ -> {});
        session.record(grey(1));
        session.open(FakeStudio.COLOUR, _ -> {});
        assertThat(session.stateProperty().get())
                .as("a grey latent is none of the colour model")
                .isNull();
        session.record(colour());

        session.undo(troubles::add);

        assertThat(session.modelProperty().get().card().name()).isEqualTo(FakeStudio.GREY);
        assertThat(session.stateProperty().get()).isEqualTo(grey(1));
        assertThat(session.tree().nodes()).hasSize(2);
    }

    @Test
    void aKeptTreeOpensItsModelAndShowsWhereItStood() {
        UndoTree tree = UndoTree.inMemory();
        tree.record(grey(3));
        Session session = new Session(FakeStudio.direct(), Runnable::run, tree);

        session.resume(troubles::add);

        assertThat(session.stateProperty().get()).isEqualTo(grey(3));
        assertThat(troubles).isEmpty();
    }

    @Test
    void aModelThatIsGoneIsToldAndTheSessionLivesOn() {
        UndoTree tree = UndoTree.inMemory();
        tree.record(new LatentState("gone", new Latent(new float[] {1}), new Origin.Centre()));
        tree.record(new LatentState(FakeStudio.GREY, new Latent(new float[] {1}), new Origin.Centre()));
        Session session = new Session(FakeStudio.direct(), Runnable::run, tree);

        session.resume(troubles::add);
        assertThat(troubles.getFirst()).hasMessageContaining("another length");
        session.undo(troubles::add);
        assertThat(troubles.getLast()).isInstanceOf(NotFound.class);
        session.open(FakeStudio.GREY, _ -> {});
        session.record(grey(2));
        assertThat(session.stateProperty().get()).isEqualTo(grey(2));
    }

    @Test
    void ofTwoModelsAskedForTheNewestWinsAndJobsLeaveTheStatusBar() {
        Queue<Runnable> engine = new ArrayDeque<>();
        Session session = session(FakeStudio.held(engine));
        List<Outcome<OpenModel>> ends = new ArrayList<>();
        session.open(FakeStudio.COLOUR, ends::add);
        session.open(FakeStudio.GREY, ends::add);
        assertThat(session.jobs()).hasSize(2);

        FakeStudio.drain(engine);

        assertThat(session.jobs()).isEmpty();
        assertThat(session.modelProperty().get().card().name()).isEqualTo(FakeStudio.GREY);
        assertThat(ends.getFirst()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(ends.getLast()).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void aShiftOfStylesThatTheNextModelDoesNotHaveGoesAndTheRestOfTheStylingStays() {
        Session session = session(FakeStudio.direct());
        session.open(FakeStudio.STYLED, _ -> {});
        OpenModel styled = Objects.requireNonNull(session.modelProperty().get());
        Rendering now = Objects.requireNonNull(session.renderingProperty().get());
        DecoderShift fits = styled.shiftOr(null).plus(new float[] {1, 0, 0}, 1, List.of());
        for (DecoderShift shift : List.of(fits, DecoderShift.ofStyles(new float[] {1}))) {
            session.renderBy(now.sampledBy(
                    now.sampling().styled(Styling.USUAL.truncatedTo(0.5).shiftedBy(shift))));
            session.adopt(styled);
            assertThat(stylingOf(session))
                    .isEqualTo(Styling.USUAL.truncatedTo(0.5).shiftedBy(styled.fits(shift) ? shift : null));
        }
        session.renderBy(now.sampledBy(
                now.sampling().styled(Styling.USUAL.truncatedTo(0.7).shiftedBy(fits))));
        session.open(FakeStudio.GENERATOR, _ -> {});
        assertThat(stylingOf(session)).isEqualTo(Styling.USUAL.truncatedTo(0.7));
    }

    @Test
    void aLatentThatIsDrawnHasItsOwnStylesAndOneThatIsMovedKeepsTheShift() {
        Session session = session(FakeStudio.direct());
        session.open(FakeStudio.STYLED, _ -> {});
        Rendering now = Objects.requireNonNull(session.renderingProperty().get());
        DecoderShift shift = Objects.requireNonNull(session.modelProperty().get())
                .shiftOr(null)
                .plus(new float[] {1, 0, 0}, 1, List.of());
        Latent latent = new Latent(new float[6]);
        session.show(new LatentState(
                FakeStudio.STYLED,
                latent,
                new Origin.Encoded("a.png"),
                now.sampledBy(now.sampling().styled(Styling.USUAL.shiftedBy(shift)))));

        session.show(new LatentState(FakeStudio.STYLED, latent, new Origin.Named("smile")));
        assertThat(stylingOf(session).shift()).isEqualTo(shift);
        session.show(new LatentState(FakeStudio.STYLED, latent, new Origin.Seed(1, PriorKind.NORMAL, 1)));
        assertThat(stylingOf(session)).isEqualTo(Styling.USUAL);
    }

    private static Styling stylingOf(Session session) {
        return Objects.requireNonNull(session.renderingProperty().get())
                .sampling()
                .styling();
    }

    @Test
    void refusesAStateOfAnotherModel() {
        Session session = session(FakeStudio.direct());
        session.open(FakeStudio.GREY, _ -> {});

        assertThatThrownBy(() -> session.show(colour()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("state must be one of the open model");
    }
}
