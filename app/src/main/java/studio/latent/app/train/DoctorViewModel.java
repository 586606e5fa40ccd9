package studio.latent.app.train;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.latent.app.fx.FindingText;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.train.TrainingEvent;
import studio.latent.engine.train.doctor.Ailment;
import studio.latent.engine.train.doctor.Diagnosis;
import studio.latent.engine.train.doctor.Finding;
import studio.latent.engine.train.doctor.Remedy;

/// What the doctor has found in one run: open findings first, those that are over below.
public final class DoctorViewModel {
    /// A finding in words.
    ///
    /// @param since when it began, and when it ended if it has
    /// @param over whether it has ended by itself
    public record Entry(
            Ailment ailment,
            String title,
            String seen,
            String since,
            String meaning,
            List<Offer> offers,
            boolean over) {}

    /// Something that helps.
    ///
    /// @param advice whether it can only be said, not done with a click
    public record Offer(Remedy remedy, String label, String help, boolean advice) {}

    private final Messages messages;
    private final Set<Remedy> possible;
    private final FindingText words;
    private final ObservableList<Entry> entries = FXCollections.observableArrayList();
    private final ObservableList<Entry> entriesView = FXCollections.unmodifiableObservableList(entries);
    private final Map<Ailment, Finding> open = new EnumMap<>(Ailment.class);
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private boolean underWay = true;

    /// @param possible remedies that can be done to the run; others are not offered
    DoctorViewModel(Messages messages, Set<Remedy> possible) {
        this.messages = messages;
        this.possible = Set.copyOf(possible);
        words = new FindingText(messages);
    }

    /// Takes a change of the run's health.
    void accept(TrainingEvent.Health health) {
        for (Diagnosis change : health.changes()) {
            switch (change) {
                case Diagnosis.Began(Finding finding) -> {
                    open.put(finding.ailment(), finding);
                    entries.removeIf(entry -> entry.ailment() == finding.ailment());
                    entries.addFirst(entry(finding));
                }
                case Diagnosis.Ended(Ailment ailment, int step) -> end(ailment, step);
            }
            revision.set(revision.get() + 1);
        }
    }

    /// Says whether the run can still be worked on; one that is over is not stopped, and its remedies begin
    /// another.
    void underWay(boolean now) {
        if (underWay == now) {
            return;
        }
        underWay = now;
        for (int i = 0; i < entries.size(); i++) {
            Finding finding = open.get(entries.get(i).ailment());
            if (finding != null) {
                entries.set(i, entry(finding));
            }
        }
        revision.set(revision.get() + 1);
    }

    private Entry entry(Finding finding) {
        List<Offer> offers = new ArrayList<>();
        for (Remedy remedy : finding.ailment().remedies()) {
            if (possible.contains(remedy) && (underWay || remedy != Remedy.STOP)) {
                offers.add(new Offer(
                        remedy,
                        words.label(remedy, underWay),
                        words.help(remedy, underWay),
                        remedy.effect() == Remedy.Effect.ADVICE));
            }
        }
        return new Entry(
                finding.ailment(),
                words.title(finding.ailment()),
                words.seen(finding.symptom()),
                messages.text("doctor.since", messages.number(finding.since(), 0)),
                words.meaning(finding.ailment()),
                offers,
                false);
    }

    private void end(Ailment ailment, int step) {
        open.remove(ailment);
        for (int i = 0; i < entries.size(); i++) {
            Entry old = entries.get(i);
            if (old.ailment() == ailment && !old.over()) {
                entries.remove(i);
                entries.add(new Entry(
                        ailment,
                        old.title(),
                        old.seen(),
                        messages.text("doctor.over", old.since(), messages.number(step, 0)),
                        old.meaning(),
                        List.of(),
                        true));
                return;
            }
        }
    }

    /// All findings, open ones first, the newest of them at the top.
    public ObservableList<Entry> findings() {
        return entriesView;
    }

    public List<Entry> openFindings() {
        return entries.stream().filter(entry -> !entry.over()).toList();
    }

    /// What a list of runs says: the run's state, and what is wrong with it.
    public String statusText(String state) {
        List<Entry> open = openFindings();
        return open.isEmpty()
                ? state
                : messages.text("doctor.status", state, open.getFirst().title());
    }

    /// Rises with every change.
    public ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }
}
