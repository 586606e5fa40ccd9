package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.generate.SampleRequest;
import studio.latent.engine.generate.SampledImage;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.PriorKind;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Devices;
import studio.latent.engine.train.TrainingRequest;

/// The way from images to a model to pictures, on every device that is there.
class LocalStudioDevicesTest {
    private static final Map<String, String> SMALL =
            Map.of("latentDimension", "3", "width", "4", "hidden", "16", "batch", "8");

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void aModelIsTrainedOnTheDeviceAndItsPicturesAreThoseOfTheCpu(ComputeDevice device) throws Exception {
        Path trained = train(device);
        SampleRequest five = new SampleRequest(3, 5, PriorKind.NORMAL, 1, 5);
        SampleRequest one = new SampleRequest(5, 1, PriorKind.NORMAL, 1, 1);

        List<SampledImage> together = sample(device, trained, five);
        List<SampledImage> alone = sample(device, trained, one);
        List<SampledImage> onCpu = sample(ComputeDevice.CPU, trained, five);

        assertThat(together.get(2).latent())
                .isEqualTo(alone.getFirst().latent())
                .isEqualTo(onCpu.get(2).latent());
        assertSame(device, together.get(2).image(), alone.getFirst().image());
        for (int i = 0; i < 5; i++) {
            assertSame(device, together.get(i).image(), onCpu.get(i).image());
        }
    }

    @ParameterizedTest
    @MethodSource("studio.latent.engine.tensor.Devices#all")
    void anImageIsEncodedAsOnTheCpu(ComputeDevice device) throws Exception {
        Path trained = train(device);

        float[] onDevice = encode(device, trained).values();
        float[] onCpu = encode(ComputeDevice.CPU, trained).values();

        for (int i = 0; i < onCpu.length; i++) {
            assertThat((double) Math.abs(onDevice[i] - onCpu[i]))
                    .as("element %d", i)
                    .isLessThanOrEqualTo(Devices.tolerance(device, 0));
        }
    }

    private Studio open(ComputeDevice device) {
        return Studio.open(new StudioOptions(null, folder.resolve("home"), device.id(), 1));
    }

    private Path train(ComputeDevice device) throws Exception {
        Path data = StripedImages.write(folder.resolve("stripes"), 16);
        Path run = folder.resolve("run");
        try (Studio studio = open(device)) {
            studio.training()
                    .start(new TrainingRequest(
                            "vae", data.toString(), "small", SMALL, OptionalInt.of(3), 5, device.id(), run))
                    .await()
                    .orThrow()
                    .job()
                    .await()
                    .orThrow();
        }
        return run.resolve("model");
    }

    private List<SampledImage> sample(ComputeDevice device, Path model, SampleRequest request) throws Exception {
        try (Studio studio = open(device)) {
            OpenModel opened = studio.models().open(model.toString()).await().orThrow();
            return studio.bench().sample(opened, request).await().orThrow();
        }
    }

    private Latent encode(ComputeDevice device, Path model) throws Exception {
        try (Studio studio = open(device)) {
            OpenModel opened = studio.models().open(model.toString()).await().orThrow();
            return studio.bench().encode(opened, StripedImages.image(3)).await().orThrow();
        }
    }

    private static void assertSame(ComputeDevice device, Raster actual, Raster expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        int most = 0;
        for (int i = 0; i < expected.samples().length; i++) {
            most = Math.max(most, Math.abs((actual.samples()[i] & 255) - (expected.samples()[i] & 255)));
        }
        assertThat(most).as("levels of difference").isLessThanOrEqualTo(Devices.levels(device));
    }
}
