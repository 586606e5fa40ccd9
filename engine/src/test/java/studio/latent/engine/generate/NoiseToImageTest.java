package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;
import studio.latent.engine.sample.ClassifierGuidance;
import studio.latent.engine.sample.Denoiser;
import studio.latent.engine.sample.Samplers;
import studio.latent.engine.sample.Samples;
import studio.latent.engine.sample.Threshold;
import studio.latent.engine.tensor.Lane;

class NoiseToImageTest {
    private static final ImageShape SHAPE = new ImageShape(1, 2, 2);
    private static final Latent NOISE = new Latent(new float[] {0.1f, -0.5f, 1.5f, -1});

    /// What each condition's image is, everywhere: dark, bright, and nothing asked.
    private static final double[] IMAGES = {-0.4, 0.2, 0};

    private final List<Integer> batches = new ArrayList<>();

    /// A model that always sees the image that it was told.
    private record Told(List<String> conditions) implements Denoises {
        @Override
        public Value predict(Graph g, Value x, Value times, @Nullable Value condition) {
            throw new AssertionError("the network is given");
        }

        @Override
        public SampleShape sampleShape() {
            return SampleShape.of(SHAPE);
        }

        @Override
        public Preconditioning preconditioning() {
            return new Preconditioning.Predicting(NoiseKind.COSINE.schedule(), Prediction.X0);
        }
    }

    private Denoiser.Network network(List<float[]> conditions) {
        return (input, time) -> {
            batches.add(input.count());
            double[] values = new double[input.values().length];
            for (int i = 0; i < values.length; i++) {
                float[] told = conditions.get(i / input.size());
                for (int place = 0; place < told.length; place++) {
                    values[i] += told[place] * IMAGES[place];
                }
            }
            return new Samples(input.shape(), values);
        };
    }

    private static ClassifierGuidance.Slope noClassifier(SamplerSettings settings) {
        throw new AssertionError("no classifier was asked for");
    }

    private int brightness(SamplerSettings settings) throws Exception {
        Raster image = new NoiseToImage(
                        new Told(List.of("dark", "bright")),
                        this::network,
                        x -> NoiseToImage.raster(SHAPE, x),
                        NoiseToImageTest::noClassifier)
                .image(NOISE, settings, new Cancellation(), _ -> {});
        assertThat(image.samples()).containsOnly(image.samples()[0]);
        return image.samples()[0] & 0xff;
    }

    private static int byteOf(double value) {
        return Math.clamp((long) Math.floor((value + 1) * 127.5 + 0.5), 0, 255);
    }

    private static SamplerSettings settings(double scale, Map<String, Double> wishes, Steering steering) {
        SamplerSettings usual = SamplerSettings.DEFAULTS.inSteps(4);
        return new SamplerSettings(
                usual.sampler(), usual.knobs(), usual.schedule(), usual.steps(), scale, wishes, steering, false);
    }

    @Test
    void aWishIsAskedForInOneCallOfOneImageEachStep() throws Exception {
        assertThat(brightness(settings(1, Map.of("bright", 1.0), Steering.USUAL)))
                .isEqualTo(byteOf(0.2));
        assertThat(batches).containsExactly(1, 1, 1, 1);
    }

    @Test
    void guidanceAsksBothQuestionsInOneCall() throws Exception {
        assertThat(brightness(settings(3, Map.of("bright", 1.0), Steering.USUAL)))
                .isEqualTo(byteOf(3 * 0.2));
        assertThat(batches).containsExactly(2, 2, 2, 2);
    }

    @Test
    void guidanceLeadsAwayFromWhatIsUnwanted() throws Exception {
        assertThat(brightness(settings(2, Map.of("bright", 1.0), Steering.USUAL.awayFrom("dark"))))
                .isEqualTo(byteOf(-0.4 + 2 * (0.2 - -0.4)));
        assertThat(brightness(settings(2, Map.of(), Steering.USUAL.awayFrom("dark"))))
                .isEqualTo(byteOf(0.4));
    }

    @Test
    void outsideOfItsIntervalGuidanceCostsNoSecondEstimate() throws Exception {
        Steering steering = new Steering(Map.of(), 0, 0, 0.5, Threshold.Kind.NONE);

        assertThat(brightness(settings(3, Map.of("bright", 1.0), steering))).isEqualTo(byteOf(0.6));
        // of four even steps from the noisiest level to the cleanest, two lie in the lower half
        assertThat(batches).containsExactly(1, 1, 2, 2);
    }

    @Test
    void withoutAWishThereIsNothingToGuide() throws Exception {
        assertThat(brightness(settings(5, Map.of(), Steering.USUAL))).isEqualTo(byteOf(0));
        assertThat(batches).containsOnly(1);
    }

    @Test
    void aClassifierLeadsAtTheNoiseLevelsOfGuidanceAndOnlyWhereSomethingIsWishedFor() throws Exception {
        List<Double> asked = new ArrayList<>();
        NoiseToImage images = new NoiseToImage(
                new Told(List.of("dark", "bright")),
                this::network,
                x -> NoiseToImage.raster(SHAPE, x),
                _ -> (x, sigma) -> {
                    asked.add(sigma);
                    double[] rising = new double[x.values().length];
                    Arrays.fill(rising, 0.1 / (sigma * sigma));
                    return new Samples(x.shape(), rising);
                });
        Steering led =
                new Steering(Map.of(), 0, 0, 1, Threshold.Kind.NONE, new ClassifierChoice("tones", "0".repeat(64), 2));
        Steering late = new Steering(Map.of(), 0, 0, 0.5, Threshold.Kind.NONE, led.classifier());

        Raster image = images.image(NOISE, settings(1, Map.of("bright", 1.0), led), new Cancellation(), _ -> {});
        assertThat(image.samples()).containsOnly((byte) byteOf(0.2 + 2 * 0.1));
        assertThat(asked).hasSize(4);
        images.image(NOISE, settings(1, Map.of("bright", 1.0), late), new Cancellation(), _ -> {});
        assertThat(asked).hasSize(6);
        images.image(NOISE, settings(1, Map.of(), led), new Cancellation(), _ -> {});
        assertThat(asked).hasSize(6);
    }

    @Test
    void aThresholdKeepsEstimatesInRange() throws Exception {
        List<Integer> seen = new ArrayList<>();
        Steering dynamic = new Steering(Map.of("dark", 1.0), 0, 0, 1, Threshold.Kind.DYNAMIC);
        new NoiseToImage(
                        new Told(List.of("dark", "bright")),
                        this::network,
                        x -> NoiseToImage.raster(SHAPE, x),
                        NoiseToImageTest::noClassifier)
                .image(
                        NOISE,
                        settings(5, Map.of("dark", 0.5), dynamic),
                        new Cancellation(),
                        step -> seen.add(step.estimate().samples()[0] & 0xff));

        // −0.4 + 5·(−0.2 + 0.4) = 0.6 is in range and stays
        assertThat(seen).containsExactly(byteOf(0.6), byteOf(0.6), byteOf(0.6), byteOf(0.6));
    }

    @Test
    void eachStepIsReportedWithItsPictures() throws Exception {
        List<SamplingStep> steps = new ArrayList<>();
        List<byte[]> noisy = new ArrayList<>();

        new NoiseToImage(
                        new Told(List.of("dark", "bright")),
                        this::network,
                        x -> NoiseToImage.raster(SHAPE, x),
                        NoiseToImageTest::noClassifier)
                .image(NOISE, settings(1, Map.of("dark", 1.0), Steering.USUAL), new Cancellation(), step -> {
                    steps.add(step);
                    noisy.add(step.noisy().samples());
                });

        assertThat(steps).extracting(SamplingStep::number).containsExactly(1, 2, 3, 4);
        assertThat(steps).extracting(SamplingStep::steps).containsOnly(4);
        assertThat(steps).extracting(SamplingStep::sigma).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        // the first step begins with the noise itself, at a sigma beside which an image is nothing
        for (int i = 0; i < SHAPE.size(); i++) {
            assertThat(noisy.getFirst()[i] & 0xff)
                    .as("pixel %d of %s", i, Arrays.toString(NOISE.values()))
                    .isCloseTo(byteOf(NOISE.values()[i]), org.assertj.core.data.Offset.offset(1));
        }
    }

    @Test
    void whatIsUnwantedMustBeKnownToo() {
        assertThatThrownBy(() -> brightness(settings(2, Map.of("bright", 1.0), Steering.USUAL.awayFrom("grey"))))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("'grey'");
    }

    @Test
    void theCallsThatARenderingTellsAreThoseThatAreMade() throws Exception {
        Raster image = new Raster(SHAPE, new byte[SHAPE.size()]);
        NoiseToImage model = new NoiseToImage(
                new Told(List.of("dark", "bright")),
                this::network,
                x -> NoiseToImage.raster(SHAPE, x),
                NoiseToImageTest::noClassifier);
        for (Samplers.Type<?> sampler : Samplers.TYPES) {
            for (double strength : new double[] {0.01, 0.25, 0.33, 0.5, 0.66, 1}) {
                SamplerSettings settings = SamplerSettings.DEFAULTS
                        .sampledBy(sampler.id(), Map.of())
                        .inSteps(10);
                EditSource source = new EditSource(image, null, strength);
                batches.clear();
                model.edited(source, NoiseToImage.sample(image), NOISE, settings, new Cancellation(), _ -> {});

                assertThat(batches)
                        .as("%s at %s", sampler.id(), strength)
                        .hasSize(new Rendering(settings, source).evaluations());
            }
        }
    }

    /// Counts calls of the network and of the decoder, and lets the hand move during one of them.
    private static final class Calls {
        private final Lane lane;
        private final int moving;
        int made;
        int seenByTheHand;

        Calls(Lane lane, int moving) {
            this.lane = lane;
            this.moving = moving;
        }

        void one() {
            if (++made == moving) {
                lane.submit(Lane.Urgency.NOW, () -> seenByTheHand = made);
            }
        }
    }

    private Raster watched(Calls calls, JobContext context) throws StudioException {
        return new NoiseToImage(
                        new Told(List.of("dark", "bright")),
                        conditions -> (input, time) -> {
                            calls.one();
                            return network(conditions).output(input, time);
                        },
                        x -> {
                            calls.one();
                            return NoiseToImage.raster(SHAPE, x);
                        },
                        NoiseToImageTest::noClassifier)
                .image(NOISE, settings(1, Map.of("bright", 1.0), Steering.USUAL), context.cancellation(), step -> {
                    assertThat(step.noisy()).isNotNull();
                    assertThat(step.estimate()).isNotNull();
                });
    }

    @Test
    void aHandThatMovesWaitsForOneCallOfARenderingWhichIsMadeAfterwards() throws Exception {
        int whole = 4 * 3 + 1; // a call of the network and two pictures each step, and the image
        for (int moving = 1; moving < whole; moving++) {
            try (Lane lane = new Lane(Lane.Kind.RENDER, 1)) {
                Calls calls = new Calls(lane, moving);
                Lane.Urgency soon = Lane.Urgency.SOON;
                Job<Raster> job = Job.start(
                        "Image", lane.at(soon), () -> lane.hasMoreUrgentThan(soon), context -> watched(calls, context));

                assertThat(job.await().orThrow().samples()).containsOnly((byte) byteOf(0.2));
                assertThat(calls.seenByTheHand).as("calls before the hand's").isEqualTo(moving);
                assertThat(calls.made).as("begun anew").isEqualTo(moving + whole);
            }
        }
    }
}
