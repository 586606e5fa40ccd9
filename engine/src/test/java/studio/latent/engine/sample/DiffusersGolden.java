package studio.latent.engine.sample;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import studio.latent.engine.model.EdmNoise;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Prediction;

/// `golden/sample/diffusers.json`: full loops of Hugging Face diffusers' schedulers over a model in closed form.
///
/// The model: data of a mean and a deviation for each pixel, whose denoised image is known, plus a twentieth of the
/// tanh of its left neighbour, which makes it nonlinear and lets pixels see each other.
record DiffusersGolden(JsonObject root) {
    static DiffusersGolden open() {
        String name = "/golden/sample/diffusers.json";
        try (InputStream in = Objects.requireNonNull(DiffusersGolden.class.getResourceAsStream(name), name)) {
            return new DiffusersGolden(JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One loop: what it was called and what came out.
    record Case(
            String name,
            String prediction,
            String schedule,
            int steps,
            double[] sigmas,
            double[] times,
            Samples result) {
        @Override
        public String toString() {
            return name + ", " + prediction + ", " + schedule + ", " + steps;
        }
    }

    double tolerance() {
        return root.get("tolerance").getAsDouble();
    }

    List<Case> cases() {
        return root.getAsJsonArray("cases").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(each -> new Case(
                        each.get("name").getAsString(),
                        each.get("prediction").getAsString(),
                        each.get("schedule").getAsString(),
                        each.get("steps").getAsInt(),
                        numbers(each.get("sigmas")),
                        numbers(each.get("timesteps")),
                        samples(each.get("result"))))
                .toList();
    }

    Samples start() {
        return samples(root.get("start"));
    }

    NoiseSource noise() {
        return (step, shape) -> samples(root.getAsJsonArray("noise").get(step));
    }

    Samples samples(JsonElement values) {
        int[] shape = Arrays.stream(numbers(root.get("shape")))
                .mapToInt(side -> (int) side)
                .toArray();
        return new Samples(shape, numbers(values));
    }

    static double[] numbers(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    static Preconditioning preconditioning(Case one) {
        if (one.schedule().equals("edm")) {
            return new Preconditioning.Edm(EdmNoise.PAPER);
        }
        Prediction prediction = switch (one.prediction()) {
            case "epsilon" -> Prediction.EPSILON;
            case "sample" -> Prediction.X0;
            case "v" -> Prediction.V;
            case "flow" -> Prediction.FLOW;
            default -> throw new AssertionError(one.prediction());
        };
        NoiseKind kind = NoiseKind.valueOf(one.schedule().replace('-', '_').toUpperCase(java.util.Locale.ROOT));
        return new Preconditioning.Predicting(kind.schedule(), prediction);
    }

    /// The network that would give the model's denoised image: it sees x_t and the time and puts out its
    /// prediction.
    Denoiser.Network network(Preconditioning preconditioning) {
        NoiseSchedule schedule = preconditioning.schedule();
        return (input, time) -> {
            double sigma = schedule.sigmaAt(time);
            boolean edm = schedule instanceof EdmNoise;
            double a = edm ? 1 : schedule.signal(sigma);
            double b = a * sigma;
            Samples x = edm ? input.times(1 / schedule.signal(sigma)) : input;
            Samples denoised = denoised(x, a, b);
            return switch (preconditioning) {
                case Preconditioning.Predicting(NoiseSchedule _, Prediction prediction) ->
                    switch (prediction) {
                        case X0 -> denoised;
                        case EPSILON -> x.blend(1 / b, -a / b, denoised);
                        case V -> x.blend(a / b, -a * a / b - b, denoised);
                        case FLOW -> x.blend(1 / b, -1 / b, denoised);
                    };
                case Preconditioning.Edm(EdmNoise noise) -> {
                    double data = noise.sigmaData();
                    double variance = data * data + sigma * sigma;
                    double output = sigma * data / Math.sqrt(variance);
                    yield denoised.blend(1 / output, -data * data / variance / output, x);
                }
            };
        };
    }

    private Samples denoised(Samples x, double a, double b) {
        double[] mean = numbers(root.get("mean"));
        double[] deviation = numbers(root.get("deviation"));
        double[] values = new double[x.values().length];
        int size = x.size();
        for (int i = 0; i < values.length; i++) {
            int pixel = i % size;
            int left = i - pixel + (pixel + size - 1) % size;
            double variance = deviation[pixel] * deviation[pixel];
            values[i] = mean[pixel]
                    + a * variance * (x.values()[i] - a * mean[pixel]) / (a * a * variance + b * b)
                    + 0.05 * Math.tanh(x.values()[left]);
        }
        return new Samples(x.shape(), values);
    }
}
