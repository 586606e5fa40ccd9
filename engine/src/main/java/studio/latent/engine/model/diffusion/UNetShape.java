package studio.latent.engine.model.diffusion;

import java.util.List;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.model.UNetLayout;

/// The sizes of a [UNet].
///
/// @param imageChannels channels of the noisy image and of the output
/// @param conditions rows of the table that conditions are looked up in; 0 for a network without
public record UNetShape(int imageChannels, UNetLayout layout, int conditions) {
    public UNetShape {
        require(imageChannels >= 1, "imageChannels", "at least 1", imageChannels);
        require(conditions >= 0, "conditions", "at least 0", conditions);
    }

    /// A network of this layout for samples of this shape.
    ///
    /// **Errors** [IllegalArgumentException] for sides that its levels cannot halve.
    ///
    /// @param conditions how many it is told by; 0 for a network without
    public static UNetShape of(UNetLayout layout, SampleShape sample, int conditions) {
        int factor = layout.sideFactor();
        require(
                sample.height() % factor == 0 && sample.width() % factor == 0,
                "image",
                "of sides that " + layout.levels().size() + " levels can halve, multiples of " + factor,
                sample);
        return new UNetShape(sample.channels(), layout, conditions == 0 ? 0 : conditions + 1);
    }

    public List<UNetLayout.Level> levels() {
        return layout.levels();
    }

    public int blocks() {
        return layout.blocks();
    }

    public int groups() {
        return layout.groups();
    }

    /// By how much height and width must divide.
    public int sideFactor() {
        return layout.sideFactor();
    }

    /// Length of the embedding of time and condition.
    int embedding() {
        return layout.embedding();
    }

    private static void require(boolean holds, String name, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", got " + value);
        }
    }
}
