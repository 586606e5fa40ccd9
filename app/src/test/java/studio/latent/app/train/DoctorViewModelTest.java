package studio.latent.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeTrainingRun;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.TrainingState;
import studio.latent.engine.train.doctor.Ailment;
import studio.latent.engine.train.doctor.Diagnosis;
import studio.latent.engine.train.doctor.Finding;
import studio.latent.engine.train.doctor.Remedy;
import studio.latent.engine.train.doctor.Symptom;

class DoctorViewModelTest {
    private static final Set<Remedy> ALL = EnumSet.allOf(Remedy.class);

    private static final Diagnosis COLLAPSE =
            new Diagnosis.Began(new Finding(Ailment.POSTERIOR_COLLAPSE, new Symptom.EmptyLatent(0.01, 0, 16), 40, 290));

    private static TrainingEvent.Health health(Diagnosis... changes) {
        return new TrainingEvent.Health(300, Map.of(), List.of(changes));
    }

    @Test
    void a_finding_says_what_was_seen_since_when_what_it_means_and_what_helps() {
        DoctorViewModel doctor = new DoctorViewModel(Messages.in(Locale.ENGLISH), ALL);

        doctor.accept(health(COLLAPSE));

        DoctorViewModel.Entry finding = doctor.findings().getFirst();
        assertThat(finding.title()).isEqualTo("The latent space is empty");
        assertThat(finding.since()).isEqualTo("since step 40");
        assertThat(finding.seen()).isEqualTo("The latent carries 0.01 nats an image; 0 of 16 dimensions are in use.");
        assertThat(finding.meaning()).contains("posterior collapse");
        assertThat(finding.offers())
                .extracting(DoctorViewModel.Offer::remedy)
                .containsExactly(Remedy.LOWER_BETA, Remedy.KL_WARMUP, Remedy.FREE_BITS, Remedy.STOP);
        assertThat(doctor.statusText("Training")).isEqualTo("Training · The latent space is empty");
    }

    @Test
    void a_finding_that_is_over_goes_below_and_offers_nothing() {
        DoctorViewModel doctor = new DoctorViewModel(Messages.in(Locale.GERMAN), ALL);
        doctor.accept(health(COLLAPSE));
        doctor.accept(health(
                new Diagnosis.Ended(Ailment.POSTERIOR_COLLAPSE, 300),
                new Diagnosis.Began(new Finding(Ailment.NOT_A_NUMBER, new Symptom.NotANumber(), 300, 300))));

        assertThat(doctor.findings())
                .extracting(DoctorViewModel.Entry::ailment)
                .containsExactly(Ailment.NOT_A_NUMBER, Ailment.POSTERIOR_COLLAPSE);
        DoctorViewModel.Entry old = doctor.findings().getLast();
        assertThat(old.over()).isTrue();
        assertThat(old.offers()).isEmpty();
        assertThat(old.since()).isEqualTo("seit Schritt 40, vorüber bei Schritt 300");
        assertThat(doctor.openFindings()).hasSize(1);
    }

    @Test
    void what_would_change_nothing_is_not_offered() {
        DoctorViewModel doctor = new DoctorViewModel(
                Messages.in(Locale.ENGLISH), EnumSet.complementOf(EnumSet.of(Remedy.FLIP_IMAGES, Remedy.DROPOUT)));

        doctor.accept(
                health(new Diagnosis.Began(new Finding(Ailment.MEMORISATION, new Symptom.Copies(0.3, 0.02), 10, 20))));

        assertThat(doctor.findings().getFirst().offers())
                .extracting(DoctorViewModel.Offer::remedy)
                .containsExactly(Remedy.STOP, Remedy.MORE_DATA);
    }

    @Test
    void a_run_that_is_over_is_not_stopped_and_its_remedies_begin_another() {
        DoctorViewModel doctor = new DoctorViewModel(Messages.in(Locale.ENGLISH), ALL);
        doctor.accept(health(
                new Diagnosis.Began(new Finding(Ailment.DIVERGENCE, new Symptom.LossRose(100, 200, 3), 250, 300))));

        doctor.underWay(false);

        List<DoctorViewModel.Offer> offers = doctor.findings().getFirst().offers();
        assertThat(offers).extracting(DoctorViewModel.Offer::remedy).doesNotContain(Remedy.STOP);
        assertThat(offers)
                .extracting(DoctorViewModel.Offer::label)
                .contains("Go on with half the learning rate")
                .doesNotContain("Halve the learning rate");
    }

    @Test
    void remedies_work_on_the_run_or_begin_another_in_its_place() {
        TrainPlace place = TrainPlace.direct();
        RunViewModel run = place.started();
        FakeTrainingRun engine = place.studio.fakeTraining().newest();
        engine.advance(3);
        engine.tell(COLLAPSE);
        place.ui.frame();
        assertThat(run.doctor().openFindings()).hasSize(1);

        place.model.treat(run, Remedy.HALVE_LEARNING_RATE);
        assertThat(engine.learningRate()).isEqualTo(5e-4);

        place.model.treat(run, Remedy.LOWER_BETA);
        Wait.until("the new run is shown", () -> place.model.selectedProperty().get() != run);
        assertThat(engine.state()).isEqualTo(TrainingState.STOPPED);
        assertThat(place.model.runs()).hasSize(2);
        place.ui.frame();
        assertThat(run.doctor().openFindings().getFirst().offers())
                .extracting(DoctorViewModel.Offer::remedy)
                .doesNotContain(Remedy.STOP);
    }
}
