package studio.latent.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Raster;
import studio.latent.engine.model.Denoises;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.model.ModelSpec;
import studio.latent.engine.model.NoiseKind;
import studio.latent.engine.model.NoiseSchedule;
import studio.latent.engine.model.Preconditioning;
import studio.latent.engine.model.Prediction;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.TrainingStep;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.ComputeDevice;
import studio.latent.engine.tensor.Lane;
import studio.latent.engine.tensor.OnLane;

class DensityOnLaneTest {
    private static final ImageShape SHAPE = new ImageShape(1, 2, 3);

    private record Spec(ImageShape image) implements ModelSpec {
        @Override
        public int latentDimension() {
            return image.size();
        }
    }

    /// The network that is right for data of which each pixel is normal with mean 0 and deviation 1: it is
    /// asked for
    /// the velocity of x_t = a·x0 + b·noise, and with a² + b² = 1 the expected one is 0 everywhere.
    private static final class Normal implements ModelDefinition, Denoises {
        @Override
        public ModelSpec spec() {
            return new Spec(SHAPE);
        }

        @Override
        public TrainingStep trainingStep() {
            throw new AssertionError("nothing is trained here");
        }

        @Override
        public Value predict(Graph g, Value x, Value times, @Nullable Value condition) {
            return g.times(x, 0);
        }

        @Override
        public SampleShape sampleShape() {
            return SampleShape.of(SHAPE);
        }

        @Override
        public Preconditioning preconditioning() {
            return new Preconditioning.Predicting(NoiseKind.COSINE.schedule(), Prediction.V);
        }

        @Override
        public List<String> conditions() {
            return List.of();
        }
    }

    private static double density(Raster image, long seed, int steps) throws Exception {
        return OnLane.call(Lane.Kind.TRAIN, scope -> {
            try (DensityOnLane lane = DensityOnLane.load(new Normal(), Map.of(), ComputeDevice.CPU)) {
                return lane.logDensity(image, seed, steps);
            }
        });
    }

    private static Raster image() {
        return new Raster(SHAPE, new byte[] {0, 40, 100, 127, (byte) 200, (byte) 255});
    }

    @Test
    void theDensityOfANormalModelIsTheNormalDensity() throws Exception {
        NoiseSchedule schedule = NoiseKind.COSINE.schedule();
        double variance = 1 + schedule.sigmaMin() * schedule.sigmaMin();
        double middle = 0;
        for (byte sample : image().samples()) {
            double x = (sample & 0xff) / 127.5 - 1;
            middle += -0.5 * x * x / variance - 0.5 * Math.log(2 * Math.PI * variance);
        }

        // the bytes are spread by up to half of 1/127.5, which moves each pixel's logarithm by at most that
        assertThat(density(image(), 3, 60)).isCloseTo(middle, within(6 * 0.5 / 127.5 + 2e-3));
    }

    @Test
    void aSeedGivesTheSameNumberAgain() throws Exception {
        assertThat(density(image(), 8, 10)).isEqualTo(density(image(), 8, 10));
        assertThat(density(image(), 8, 10)).isNotEqualTo(density(image(), 9, 10));
    }

    @Test
    void anImageOfAnotherShapeIsRefused() {
        ImageShape other = new ImageShape(1, 3, 3);

        assertThatThrownBy(() -> density(new Raster(other, new byte[9]), 1, 5))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("the model takes");
    }
}
