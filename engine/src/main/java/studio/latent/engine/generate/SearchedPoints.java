package studio.latent.engine.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.model.ConditionalDecodes;
import studio.latent.engine.model.Decodes;
import studio.latent.engine.model.HasStyles;
import studio.latent.engine.model.ModelDefinition;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.InputGradient;
import studio.latent.engine.nn.Value;

/// The points that a search for an image's latent moves, and what is made of them: latents, or styles.
///
/// A point is `[p]` numbers: a latent's d, a style's s, or layers · s for styles by layer.
final class SearchedPoints {
    private final Decodes decoder;
    private final @Nullable HasStyles styled;
    private final InversionSpace space;
    private final int latentDimension;

    private SearchedPoints(Decodes decoder, @Nullable HasStyles styled, InversionSpace space, int latentDimension) {
        this.decoder = decoder;
        this.styled = styled;
        this.space = space;
        this.latentDimension = latentDimension;
    }

    /// **Errors** [IncompatibleModel] for a model that does not make its images in one step, and for styles of a
    /// model that has none.
    static SearchedPoints of(ModelDefinition definition, InversionSpace space) throws IncompatibleModel {
        if (!(definition instanceof Decodes decoder)) {
            throw new IncompatibleModel(
                    "This model does not make an image from a latent in one step, so there is no slope to follow.",
                    "Choose a GAN or a VAE.");
        }
        HasStyles styled = definition instanceof HasStyles has ? has : null;
        if (space.movesStyles() && styled == null) {
            throw new IncompatibleModel(
                    "This model has no mapping network, so it has no space w to search.",
                    "Search in z, or choose a model of the type style-gan.");
        }
        return new SearchedPoints(decoder, styled, space, definition.spec().latentDimension());
    }

    /// Whether points are latents themselves.
    boolean isOfLatents() {
        return space == InversionSpace.Z;
    }

    /// Numbers of a point.
    int numbers() {
        return styled == null || space == InversionSpace.Z ? latentDimension : rows() * styled.styleDimension();
    }

    /// Styles of a point: one for all layers, or one for each.
    private int rows() {
        return space == InversionSpace.W_PLUS && styled != null ? styled.styleLayers() : 1;
    }

    /// Rows of a condition that images, or the styles of latents, are told; 0 for none.
    int conditionRows() {
        return decoder instanceof ConditionalDecodes told ? told.conditionRows() : 0;
    }

    /// The images of points: `[N, p]` → `[N, C, H, W]` in [0, 1].
    ///
    /// @param condition null exactly where [#conditionRows] is 0; styles were told already
    Value images(Graph g, Value points, @Nullable Value condition) {
        if (styled != null && space.movesStyles()) {
            return styled.synthesise(g, styles(g, styled, points), styled.noise(g));
        }
        return condition != null && decoder instanceof ConditionalDecodes told
                ? told.decode(g, points, condition)
                : decoder.decode(g, points);
    }

    private List<Value> styles(Graph g, HasStyles model, Value points) {
        if (space == InversionSpace.W) {
            return Collections.nCopies(model.styleLayers(), points);
        }
        List<Value> styles = new ArrayList<>();
        int s = model.styleDimension();
        for (int layer = 0; layer < model.styleLayers(); layer++) {
            styles.add(g.slice(points, 1, layer * s, (layer + 1) * s));
        }
        return styles;
    }

    /// The points where latents lie: `[N, d]` → `[N, p]`.
    Value ofLatents(Graph g, Value latents, @Nullable Value condition) {
        if (styled == null || !space.movesStyles()) {
            return latents;
        }
        return inEachRow(g, styled.map(g, latents, condition));
    }

    /// A style as often as a point has styles: `[N, s]` → `[N, p]`.
    private Value inEachRow(Graph g, Value style) {
        Value all = style;
        for (int row = 1; row < rows(); row++) {
            all = g.concat(1, all, style);
        }
        return all;
    }

    /// The styles that a point gives to the layers: `[layers][s]`.
    ///
    /// **Errors** [IllegalStateException] for points that are latents.
    float[][] styles(float[] point) {
        if (styled == null || !space.movesStyles()) {
            throw new IllegalStateException("points in " + space + " are no styles");
        }
        int s = styled.styleDimension();
        float[][] styles = new float[styled.styleLayers()][];
        for (int layer = 0; layer < styles.length; layer++) {
            int row = rows() == 1 ? 0 : layer;
            styles[layer] = Arrays.copyOfRange(point, row * s, (row + 1) * s);
        }
        return styles;
    }

    /// The square of max(0, mean square − 1) of points in units of how far those of latents lie from their mean: 0
    /// for a point as near as theirs. `[N]`.
    ///
    /// @param unit number by whose name the graph knows that distance: the root of its mean square for one number
    Value beyondPrior(Graph g, Value points, String unit) {
        Value centred = points;
        if (styled != null && space.movesStyles()) {
            Value mean = inEachRow(g, g.reshape(styled.styleMean(g), 1, styled.styleDimension()));
            centred = g.times(g.sub(points, mean), g.scalar(unit));
        }
        Value squares = new InputGradient(g).squaredLengths(centred);
        return g.square(g.relu(g.plus(g.times(squares, 1.0 / points.side(1)), -1)));
    }
}
