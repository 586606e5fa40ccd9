package studio.latent.app.fx;

import java.util.Locale;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.train.doctor.Ailment;
import studio.latent.engine.train.doctor.Remedy;
import studio.latent.engine.train.doctor.Symptom;

/// What the training doctor finds, in the user's words.
public record FindingText(Messages messages) {
    public String title(Ailment ailment) {
        return messages.text("doctor." + ailment.name());
    }

    /// What it means for the run and its model.
    public String meaning(Ailment ailment) {
        return messages.text("doctor." + ailment.name() + ".means");
    }

    /// What was seen, with its numbers.
    public String seen(Symptom symptom) {
        return messages.text("doctor.seen." + symptom.key(), arguments(symptom));
    }

    /// Shares are told in percent.
    private Object[] arguments(Symptom symptom) {
        boolean shares = symptom instanceof Symptom.Accuracy
                || symptom instanceof Symptom.Copies
                || symptom instanceof Symptom.LostCoverage
                || symptom instanceof Symptom.Scores;
        return symptom.numbers().stream()
                .map(number -> shares ? messages.number(100 * number, 0) : plain(number))
                .toArray();
    }

    private String plain(double number) {
        double size = Math.abs(number);
        if (size >= 1e7) {
            return String.format(Locale.ROOT, "%.1e", number).replace("e+", "e");
        }
        int digits = number == Math.rint(number) || size >= 1000 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4;
        return messages.number(number, digits);
    }

    /// What a button says. A run that is over cannot be worked on any more: what would change it begins another.
    public String label(Remedy remedy, boolean underWay) {
        return messages.text(key(remedy, underWay));
    }

    /// What a click does.
    public String help(Remedy remedy, boolean underWay) {
        return messages.text(key(remedy, underWay) + ".help");
    }

    private static String key(Remedy remedy, boolean underWay) {
        boolean another = remedy == Remedy.HALVE_LEARNING_RATE && !underWay;
        return "remedy." + remedy.name() + (another ? ".over" : "");
    }
}
