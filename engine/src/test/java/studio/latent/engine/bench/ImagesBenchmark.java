package studio.latent.engine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import studio.latent.engine.OpenModel;
import studio.latent.engine.Studio;
import studio.latent.engine.StudioOptions;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.model.PriorKind;

/// Times many random images of a model, from the request to the last image: `model [images] [rounds]`.
public final class ImagesBenchmark {
    private ImagesBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("ai.djl.offline", "true");
        int images = args.length > 1 ? Integer.parseInt(args[1]) : 1000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        Path home = Files.createTempDirectory("images-benchmark");
        try (Studio studio = Studio.open(new StudioOptions(Path.of("sample-models"), home))) {
            OpenModel model = studio.models().open(args[0]).await().orThrow();
            long[] nanos = new long[rounds];
            for (int round = -1; round < rounds; round++) {
                long start = System.nanoTime();
                int drawn = studio.bench()
                        .sample(
                                model,
                                new SampleRequest(1 + round, images, PriorKind.NORMAL, 1, 64, model.usualSampling()))
                        .await()
                        .orThrow()
                        .size();
                if (drawn != images) {
                    throw new IllegalStateException("drew " + drawn + " images of " + images);
                }
                if (round >= 0) {
                    nanos[round] = System.nanoTime() - start;
                }
            }
            System.out.println(new Times(nanos).line(images + " images of " + args[0]));
        }
    }
}
