package studio.latent.engine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import studio.latent.engine.Bench;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.generate.Rendering;
import studio.latent.engine.generate.SamplerSettings;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;
import studio.latent.engine.tensor.Noise;

/// Times the first preview of a diffusion model after the hand has moved, from rest and in the middle of the image
/// that the movement cancels, and the image itself: `model [count]`.
///
/// **Units** milliseconds. What the second line is above the first is what cancelling costs.
public final class PreviewBenchmark {
    private static final int WARM_UP = 10;

    private PreviewBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("ai.djl.offline", "true");
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        Path home = Files.createTempDirectory("preview-benchmark");
        try (Studio studio = Studio.open(new StudioOptions(Path.of("sample-models"), home))) {
            OpenModel model = studio.models().open(args[0]).await().orThrow();
            SamplerSettings usual = model.usualSampling();
            SamplerSettings sampling = model.conditions().isEmpty()
                    ? usual
                    : usual.wishing(model.conditions().getFirst()).guidedBy(2);
            new Hand(studio.bench(), model, sampling).move(WARM_UP);
            Hand hand = new Hand(studio.bench(), model, sampling);
            hand.move(count);
            System.out.println(hand.rested.line("preview, from rest"));
            System.out.println(hand.busy.line("preview, cancelling an image"));
            System.out.println(hand.image.line("the image itself"));
        }
    }

    /// A hand that rests until the image is there, then moves twice in a row.
    private static final class Hand {
        private final Bench.LiveRenderer renderer;
        private final OpenModel model;
        private final SamplerSettings sampling;
        private Times rested = new Times(new long[0]);
        private Times busy = new Times(new long[0]);
        private Times image = new Times(new long[0]);

        Hand(Bench bench, OpenModel model, SamplerSettings sampling) {
            this.renderer = bench.renderer();
            this.model = model;
            this.sampling = sampling;
        }

        void move(int count) throws Exception {
            long[] first = new long[count];
            long[] second = new long[count];
            long[] whole = new long[count];
            for (int i = 0; i < count; i++) {
                Waiting one = request(2 * i);
                first[i] = one.preview.join() - one.begun;
                // somewhere in the middle of the image that the preview announced
                Thread.sleep(1 + i % 20);
                Waiting two = request(2 * i + 1);
                second[i] = two.preview.join() - two.begun;
                whole[i] = two.image.join() - two.begun;
            }
            rested = new Times(first);
            busy = new Times(second);
            image = new Times(whole);
        }

        private Waiting request(int number) {
            Waiting waiting = new Waiting(System.nanoTime());
            Latent latent = new Latent(Noise.normals(
                    number, Noise.Stream.FIXED_GRID, 0, model.card().latentDimension()));
            renderer.request(model, latent, new Rendering(sampling, null), waiting::take);
            return waiting;
        }
    }

    private static final class Waiting {
        private final long begun;
        private final CompletableFuture<Long> preview = new CompletableFuture<>();
        private final CompletableFuture<Long> image = new CompletableFuture<>();

        Waiting(long begun) {
            this.begun = begun;
        }

        void take(Outcome<Bench.Picture> outcome) {
            long now = System.nanoTime();
            if (outcome instanceof Outcome.Completed<Bench.Picture>(Bench.Picture picture)) {
                preview.complete(now);
                if (!picture.preview()) {
                    image.complete(now);
                }
            } else {
                preview.completeExceptionally(new IllegalStateException(outcome.toString()));
                image.completeExceptionally(new IllegalStateException(outcome.toString()));
            }
        }
    }
}
