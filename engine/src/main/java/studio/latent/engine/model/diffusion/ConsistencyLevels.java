package studio.latent.engine.model.diffusion;

import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.Preconditioning;

/// The steps of a teacher's way, from little noise to much, and what a step of training needs to know of each.
///
/// Step i begins at the level i + 1 of `count` even ones in the model's time and ends at level i; level 0 is the
/// image itself. All numbers are for a network's own input, x scaled by [Preconditioning.Coefficients#input], so
/// that they stay near 1 at every sigma.
///
/// **Shapes** `table: [steps][10]`
///
/// | column | what |
/// |---|---|
/// | INPUT_IMAGE, INPUT_NOISE | the network's input from image and noise, where the step begins |
/// | TIME, SKIP, OUTPUT | denoised = SKIP·input + OUTPUT·F(input, TIME) there |
/// | KEEP, MOVE | the input where the step ends = KEEP·input + MOVE·denoised: DDIM |
/// | LOW_TIME, LOW_SKIP, LOW_OUTPUT | as TIME, SKIP and OUTPUT, where the step ends |
record ConsistencyLevels(double[][] table) {
    static final int INPUT_IMAGE = 0;
    static final int INPUT_NOISE = 1;
    static final int TIME = 2;
    static final int SKIP = 3;
    static final int OUTPUT = 4;
    static final int KEEP = 5;
    static final int MOVE = 6;
    static final int LOW_TIME = 7;
    static final int LOW_SKIP = 8;
    static final int LOW_OUTPUT = 9;

    static ConsistencyLevels of(Preconditioning preconditioning, int count) {
        NoiseSchedule schedule = preconditioning.schedule();
        double first = schedule.time(schedule.sigmaMin());
        double last = schedule.time(schedule.sigmaMax());
        double[][] table = new double[count][];
        double below = 0;
        for (int i = 0; i < count; i++) {
            double sigma =
                    i == count - 1 ? schedule.sigmaMax() : schedule.sigmaAt(first + (i + 1.0) / count * (last - first));
            table[i] = row(preconditioning, sigma, below);
            below = sigma;
        }
        return new ConsistencyLevels(table);
    }

    private static double[] row(Preconditioning preconditioning, double sigma, double below) {
        Preconditioning.Coefficients high = preconditioning.at(sigma);
        double[] row = new double[LOW_OUTPUT + 1];
        row[INPUT_IMAGE] = high.input();
        row[INPUT_NOISE] = high.input() * sigma;
        row[TIME] = high.time();
        row[SKIP] = high.skip() / high.input();
        row[OUTPUT] = high.output();
        if (below == 0) {
            // the image itself: nothing is left to denoise
            row[MOVE] = 1;
            row[LOW_TIME] = high.time();
            row[LOW_SKIP] = 1;
            return row;
        }
        Preconditioning.Coefficients low = preconditioning.at(below);
        double ratio = below / sigma;
        row[KEEP] = ratio * low.input() / high.input();
        row[MOVE] = (1 - ratio) * low.input();
        row[LOW_TIME] = low.time();
        row[LOW_SKIP] = low.skip() / low.input();
        row[LOW_OUTPUT] = low.output();
        return row;
    }

    int count() {
        return table.length;
    }
}
