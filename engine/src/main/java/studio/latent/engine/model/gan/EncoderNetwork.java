package studio.latent.engine.model.gan;

import studio.latent.engine.image.ImageShape;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ImageSize;
import studio.latent.engine.nn.Value;

/// A network from images to as many numbers as a latent has: each level halves the sides.
///
/// **Shapes** images `[N, C, H, W]` in [0, 1] → `[N, d]`.
///
/// @param width channels of the largest resolution; each further one has twice as many, up to eight times
record EncoderNetwork(ImageShape image, int width, int latentDimension) {
    /// The names of its weights begin so.
    private static final String ENCODER = "encoder.";

    private static final int LEAST_WIDTH = 4;
    private static final int MOST_WIDTH = 512;
    private static final double SLOPE = 0.2;
    private static final int CHANNELS_A_GROUP = 8;

    /// **Errors** [IllegalArgumentException] for a width that no such network has.
    static void requireWidth(int encoderWidth) {
        if (encoderWidth < LEAST_WIDTH || encoderWidth > MOST_WIDTH) {
            throw new IllegalArgumentException("encoderWidth must be in [4, 512], got " + encoderWidth);
        }
    }

    /// Writes the network.
    Value write(Graph g, Value images) {
        Pyramid pyramid = Pyramid.of(image, width);
        Value h = new ImageSize(g).padTo(g.plus(g.times(images, 2), -1), pyramid.height(), pyramid.breadth());
        for (int level = 1; level <= pyramid.levels(); level++) {
            String stage = ENCODER + "stages." + level;
            int channels = pyramid.channels(level);
            h = g.conv2d(stage + ".down", h, channels, 4, 2, 1); // halves the sides
            h = g.groupNorm(stage + ".norm", h, channels % CHANNELS_A_GROUP == 0 ? channels / CHANNELS_A_GROUP : 1);
            h = g.leakyRelu(h, SLOPE);
        }
        return g.linear(ENCODER + "out", g.flatten(h), latentDimension);
    }
}
