package studio.latent.engine.train.doctor;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Reads a run's numbers as they come and says when something begins to go wrong and when it is over.
///
/// It computes on plain numbers only, so recorded runs can be examined like running ones; the same numbers in the
/// same order give the same findings. An ailment is reported once, until it has ended.
public final class TrainingDoctor {
    private final List<Check> checks;
    private final GameDivergenceCheck games = new GameDivergenceCheck();
    private final Map<Ailment, Open> open = new EnumMap<>(Ailment.class);

    /// A finding, and the check that can tell when it is over: others of the same ailment read other numbers.
    private record Open(Finding finding, Check by) {}

    /// @param steps optimizer steps of the whole run
    /// @param warmupSteps first steps, in which the learning rate still rises
    public TrainingDoctor(int steps, int warmupSteps) {
        int patience = Math.clamp(steps / 20, 200, 500);
        int patienceWithGames = Math.clamp(steps / 10, 300, 1000);
        int patienceWithImages = Math.clamp(steps / 5, 500, 2000);
        checks = List.of(
                new NotANumberCheck(),
                new DivergenceCheck(),
                games,
                new LearningRateCheck(warmupSteps),
                new PosteriorCollapseCheck(warmupSteps, patience),
                new ModeCollapseCheck(steps / 10),
                new DeviationCheck(Math.max(DeviationCheck.START, steps / 10), patienceWithImages),
                new OverFittingCheck(),
                new MemorisationCheck(),
                DiscriminatorCheck.tooStrong(patienceWithGames),
                DiscriminatorCheck.tooWeak(patienceWithGames),
                new CriticCheck(Math.max(CriticCheck.START, steps / 10)),
                new DeadCodesCheck(steps / 10, patience));
    }

    /// Takes the numbers of a step, in the order of steps; returns what has begun and what has ended with it.
    public List<Diagnosis> observe(Observation observation) {
        List<Diagnosis> changes = new ArrayList<>();
        for (Check check : checks) {
            Ailment ailment = check.ailment();
            switch (check.look(observation)) {
                case Verdict.NothingNew _ -> {}
                case Verdict.Healthy _ -> {
                    Open found = open.get(ailment);
                    if (found != null && found.by().equals(check)) {
                        open.remove(ailment);
                        changes.add(new Diagnosis.Ended(ailment, observation.step()));
                    }
                }
                case Verdict.Ill(Symptom symptom, int since) -> {
                    if (!open.containsKey(ailment)) {
                        Finding finding =
                                new Finding(ailment, symptom, Math.min(since, observation.step()), observation.step());
                        open.put(ailment, new Open(finding, check));
                        changes.add(new Diagnosis.Began(finding));
                    }
                }
            }
        }
        return changes;
    }

    /// The step since which the numbers of a game have been out of all bounds without a break; −1 while they are not.
    public int wildSince() {
        return games.wildSince();
    }

    /// Findings that have begun and not ended.
    public List<Finding> open() {
        return open.values().stream().map(Open::finding).toList();
    }
}
