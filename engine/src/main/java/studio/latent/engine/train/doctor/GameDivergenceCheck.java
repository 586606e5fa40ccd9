package studio.latent.engine.train.doctor;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/// A game of two players whose losses or gradients grow beyond all bounds.
///
/// No player's loss need fall, so nothing is compared with a lowest value, but with what is usual: the largest size
/// that the median over up to 2,000 steps has had so far. Medians over blocks of 20 steps are compared with it. Ill:
/// in three blocks in a row a loss is 100 times what is usual, or the norm of a player's gradients 30 times. Healthy
/// again: all within ten times in a block. What is out of bounds is never taken for usual.
///
/// Where the discriminator gives probabilities, losses are about 1 whatever the images. What is usual counts as 1 at
/// least, for losses from the first step on, for gradients after 200: a discriminator that lay still and wakes up is
/// no divergence. A Wasserstein critic has losses of any scale, and large growth at the start is its task. The first
/// 500 steps are not judged so, and the generator's loss never: a score has no zero. But a critic with a penalty has a
/// measure from its first step on, see [PenalisedCritic]: ill too, in three blocks in a row its loss is more than ten
/// times that of a critic that says nothing.
///
/// It also remembers since when numbers have been ten times what is usual without a break of 20 steps, for a run
/// that breaks down before three blocks are over; while nothing is usual yet, a thousand times the largest of the
/// first 20 steps.
///
/// **Source** the studio's own rule; that gradients of a norm above 100 tell of a game that fails: Chintala et al.,
/// "How to train a GAN?", NIPS 2016 workshop, item 10.
final class GameDivergenceCheck implements Check {
    private static final int BLOCK = 20;
    private static final int BLOCKS = 3;
    private static final int MEMORY = 100;
    private static final int FIRST_BLOCKS = 10;
    private static final int FIRST_BLOCKS_OF_CRITICS = 25;
    private static final double LEAVES = 10;
    private static final double LEAVES_START = 1000;
    private static final double LOSS_LIMIT = 100;
    private static final double GRADIENT_LIMIT = 30;

    private final Map<Vital, Level> levels = new EnumMap<>(Vital.class);
    private final PenalisedCritic penalised = new PenalisedCritic(BLOCK);
    private boolean critic;
    private int inBlock;
    private int out;
    private int since;
    private int wildSince = -1;
    private int lastWild;

    GameDivergenceCheck() {
        levels.put(Vital.GENERATOR_LOSS, new Level(LOSS_LIMIT));
        levels.put(Vital.DISCRIMINATOR_LOSS, new Level(LOSS_LIMIT));
        levels.put(Vital.GENERATOR_GRADIENT_NORM, new Level(GRADIENT_LIMIT));
        levels.put(Vital.DISCRIMINATOR_GRADIENT_NORM, new Level(GRADIENT_LIMIT));
    }

    /// What is usual of one number of the game, and the newest block of it.
    private static final class Level {
        private final double limit;
        private final RollingWindow block = new RollingWindow(BLOCK);
        private final RollingWindow medians = new RollingWindow(MEMORY);
        private int blocks;
        private int taken;
        private double first;
        private double highest;

        Level(double limit) {
            this.limit = limit;
        }

        /// Takes the next; whether it is out of all bounds.
        boolean add(double size, boolean critic) {
            block.add(size);
            double usual = usual(critic);
            if (!Double.isNaN(usual)) {
                return size > LEAVES * usual;
            }
            boolean begins = taken < BLOCK;
            first = begins ? Math.max(first, size) : first;
            taken++;
            return !begins && size > LEAVES_START * first;
        }

        /// NaN while it is not known.
        double usual(boolean critic) {
            if (blocks >= (critic ? FIRST_BLOCKS_OF_CRITICS : FIRST_BLOCKS)) {
                return critic ? highest : Math.max(1, highest);
            }
            return critic || limit < LOSS_LIMIT ? Double.NaN : 1;
        }

        /// Ends the block; returns how many times what is usual its median is, NaN while that is not known.
        ///
        /// @param broken whether it is known by another sign that the block is not usual
        double close(boolean critic, boolean broken) {
            double now = block.median();
            block.clear();
            double ratio = now / usual(critic);
            if (!Double.isNaN(now) && !(ratio > limit) && !broken) {
                medians.add(now);
                blocks++;
                highest = blocks >= FIRST_BLOCKS ? Math.max(highest, medians.median()) : highest;
            }
            return ratio;
        }
    }

    @Override
    public Ailment ailment() {
        return Ailment.DIVERGENCE;
    }

    /// See [TrainingDoctor#wildSince()].
    int wildSince() {
        return wildSince;
    }

    @Override
    public Verdict look(Observation observation) {
        if (observation.get(Vital.DISCRIMINATOR_LOSS).isEmpty()) {
            return Verdict.NOTHING_NEW;
        }
        critic |= observation.get(Vital.CRITIC_REAL).isPresent();
        boolean wild = penalised.add(observation) > LEAVES;
        for (Map.Entry<Vital, Level> watched : levels.entrySet()) {
            OptionalDouble value = observation.get(watched.getKey());
            Level level = watched.getValue();
            // A generator that had no turn yet has zeros; a critic's scores of generated images have no zero.
            boolean means = value.isPresent()
                    && value.getAsDouble() != 0
                    && Double.isFinite(value.getAsDouble())
                    && !(critic && watched.getKey() == Vital.GENERATOR_LOSS);
            if (means) {
                wild |= level.add(Math.abs(value.getAsDouble()), critic);
            }
        }
        follow(observation.step(), wild);
        inBlock++;
        if (inBlock < BLOCK) {
            return Verdict.NOTHING_NEW;
        }
        inBlock = 0;
        return judge(observation.step());
    }

    private void follow(int step, boolean wild) {
        if (wild) {
            wildSince = wildSince < 0 ? step : wildSince;
            lastWild = step;
        } else if (step - lastWild >= BLOCK) {
            wildSince = -1;
        }
    }

    private Verdict judge(int step) {
        double loss = penalised.close();
        boolean broken = loss > LEAVES;
        double furthest = broken ? loss / LEAVES : 0;
        Symptom symptom = new Symptom.PlayersLossGrew(penalised.start(), loss * penalised.start());
        boolean calm = !broken;
        for (Map.Entry<Vital, Level> watched : levels.entrySet()) {
            Level level = watched.getValue();
            double usual = level.usual(critic);
            double ratio = level.close(critic, broken);
            calm &= !(ratio > LEAVES);
            if (ratio / level.limit > furthest) {
                furthest = ratio / level.limit;
                symptom = symptom(watched.getKey(), usual, ratio * usual);
            }
        }
        if (furthest > 1) {
            out++;
            since = out == 1 ? step - BLOCK + 1 : since;
            int began = wildSince < 0 ? since : Math.min(since, wildSince);
            return out >= BLOCKS ? new Verdict.Ill(symptom, began) : Verdict.NOTHING_NEW;
        }
        out = 0;
        return calm ? Verdict.HEALTHY : Verdict.NOTHING_NEW;
    }

    private static Symptom symptom(Vital vital, double usual, double now) {
        return vital == Vital.GENERATOR_LOSS || vital == Vital.DISCRIMINATOR_LOSS
                ? new Symptom.PlayersLossGrew(usual, now)
                : new Symptom.PlayersGradientGrew(usual, now);
    }
}
