package studio.latent.engine.sample;

/// Data of one mean and one deviation: denoised images, and the whole way from noise to image, in closed form.
record GaussianModel(double mean, double deviation) implements Denoiser {
    @Override
    public Samples denoised(Samples x, double sigma) {
        double keep = deviation * deviation / (deviation * deviation + sigma * sigma);
        double[] values = new double[x.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = mean + keep * (x.values()[i] - mean);
        }
        return new Samples(x.shape(), values);
    }

    /// Where the probability-flow equation leads from x at `from`.
    double flow(double x, double from, double to) {
        return mean + (x - mean) * Math.sqrt((square(deviation) + square(to)) / (square(deviation) + square(from)));
    }

    /// A consistency model of the same data: at once to the end of that way.
    Denoiser consistency() {
        return (x, sigma) -> new Samples(
                x.shape(),
                java.util.Arrays.stream(x.values())
                        .map(value -> flow(value, sigma, 0))
                        .toArray());
    }

    private static double square(double value) {
        return value * value;
    }

    /// Even in log sigma.
    static SigmaGrid grid(double from, double to, int steps) {
        double[] sigmas = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            sigmas[i] = from * Math.pow(to / from, (double) i / steps);
        }
        return new SigmaGrid(sigmas);
    }
}
