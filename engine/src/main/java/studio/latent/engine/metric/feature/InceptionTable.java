package studio.latent.engine.metric.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import studio.latent.engine.metric.feature.InceptionLayer.AveragePool;
import studio.latent.engine.metric.feature.InceptionLayer.Branches;
import studio.latent.engine.metric.feature.InceptionLayer.Convolution;
import studio.latent.engine.metric.feature.InceptionLayer.MaxPool;
import studio.latent.engine.metric.feature.InceptionLayer.Tap;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.Value;
import studio.latent.engine.nn.Window;
import studio.latent.engine.nn.WindowLayers;

/// Inception-v3 as a table, in the form that the FID uses: average pooling leaves the padding out of its mean, and
/// the last block pools with the maximum.
///
/// Up to `mixed5` this is Keras' network, too; there the convolutions are numbered in the order of this table.
///
/// **Shapes** `[N, 3, 299, 299]` in about [−1, 1].
///
/// **Source** Szegedy et al., "Rethinking the Inception architecture for computer vision", 2016; Heusel et al. 2017
/// for the network of the FID.
final class InceptionTable {
    static final int SIDE = 299;

    private static final Window DOWN = Window.valid(3, 2);
    private static final Window AROUND = Window.same(3, 3);
    private static final Window POINT = Window.same(1, 1);
    private static final Window ROW = Window.same(1, 7);
    private static final Window COLUMN = Window.same(7, 1);

    private InceptionTable() {}

    private static List<InceptionLayer> layers() {
        List<InceptionLayer> all = new ArrayList<>(List.of(
                convolution("Conv2d_1a_3x3", 32, DOWN),
                convolution("Conv2d_2a_3x3", 32, Window.valid(3, 1)),
                convolution("Conv2d_2b_3x3", 64, AROUND),
                new MaxPool(DOWN),
                new Tap(InceptionTap.POOL_64),
                convolution("Conv2d_3b_1x1", 80, POINT),
                convolution("Conv2d_4a_3x3", 192, Window.valid(3, 1)),
                new MaxPool(DOWN),
                new Tap(InceptionTap.POOL_192)));
        all.addAll(List.of(
                blockA("Mixed_5b.", 32),
                blockA("Mixed_5c.", 64),
                blockA("Mixed_5d.", 64),
                blockB("Mixed_6a."),
                blockC("Mixed_6b.", 128),
                blockC("Mixed_6c.", 160),
                new Tap(InceptionTap.MIXED_5),
                blockC("Mixed_6d.", 160),
                blockC("Mixed_6e.", 192),
                new Tap(InceptionTap.MIXED_768)));
        all.addAll(List.of(
                blockD("Mixed_7a."),
                blockE("Mixed_7b.", new AveragePool(AROUND)),
                blockE("Mixed_7c.", new MaxPool(AROUND)),
                new Tap(InceptionTap.POOL_2048)));
        return all;
    }

    private static InceptionLayer blockA(String at, int pooled) {
        return new Branches(List.of(
                List.of(convolution(at + "branch1x1", 64, POINT)),
                List.of(
                        convolution(at + "branch5x5_1", 48, POINT),
                        convolution(at + "branch5x5_2", 64, Window.same(5, 5))),
                List.of(
                        convolution(at + "branch3x3dbl_1", 64, POINT),
                        convolution(at + "branch3x3dbl_2", 96, AROUND),
                        convolution(at + "branch3x3dbl_3", 96, AROUND)),
                List.of(new AveragePool(AROUND), convolution(at + "branch_pool", pooled, POINT))));
    }

    private static InceptionLayer blockB(String at) {
        return new Branches(List.of(
                List.of(convolution(at + "branch3x3", 384, DOWN)),
                List.of(
                        convolution(at + "branch3x3dbl_1", 64, POINT),
                        convolution(at + "branch3x3dbl_2", 96, AROUND),
                        convolution(at + "branch3x3dbl_3", 96, DOWN)),
                List.of(new MaxPool(DOWN))));
    }

    private static InceptionLayer blockC(String at, int inner) {
        return new Branches(List.of(
                List.of(convolution(at + "branch1x1", 192, POINT)),
                List.of(
                        convolution(at + "branch7x7_1", inner, POINT),
                        convolution(at + "branch7x7_2", inner, ROW),
                        convolution(at + "branch7x7_3", 192, COLUMN)),
                List.of(
                        convolution(at + "branch7x7dbl_1", inner, POINT),
                        convolution(at + "branch7x7dbl_2", inner, COLUMN),
                        convolution(at + "branch7x7dbl_3", inner, ROW),
                        convolution(at + "branch7x7dbl_4", inner, COLUMN),
                        convolution(at + "branch7x7dbl_5", 192, ROW)),
                List.of(new AveragePool(AROUND), convolution(at + "branch_pool", 192, POINT))));
    }

    private static InceptionLayer blockD(String at) {
        return new Branches(List.of(
                List.of(convolution(at + "branch3x3_1", 192, POINT), convolution(at + "branch3x3_2", 320, DOWN)),
                List.of(
                        convolution(at + "branch7x7x3_1", 192, POINT),
                        convolution(at + "branch7x7x3_2", 192, ROW),
                        convolution(at + "branch7x7x3_3", 192, COLUMN),
                        convolution(at + "branch7x7x3_4", 192, DOWN)),
                List.of(new MaxPool(DOWN))));
    }

    private static InceptionLayer blockE(String at, InceptionLayer pool) {
        return new Branches(List.of(
                List.of(convolution(at + "branch1x1", 320, POINT)),
                List.of(convolution(at + "branch3x3_1", 384, POINT), cross(at + "branch3x3_2")),
                List.of(
                        convolution(at + "branch3x3dbl_1", 448, POINT),
                        convolution(at + "branch3x3dbl_2", 384, AROUND),
                        cross(at + "branch3x3dbl_3")),
                List.of(pool, convolution(at + "branch_pool", 192, POINT))));
    }

    /// A row and a column side by side.
    private static InceptionLayer cross(String at) {
        return new Branches(List.of(
                List.of(convolution(at + "a", 384, Window.same(1, 3))),
                List.of(convolution(at + "b", 384, Window.same(3, 1)))));
    }

    private static Convolution convolution(String name, int out, Window window) {
        return new Convolution(name, out, window);
    }

    /// Writes the network as far as the last of `taps` and returns their features in the order of the network.
    ///
    /// Convolutions are expected with their batch normalisation folded in.
    static List<Value> write(Graph g, Value x, Set<InceptionTap> taps) {
        WindowLayers layers = new WindowLayers(g);
        List<Value> features = new ArrayList<>();
        Value y = x;
        for (InceptionLayer layer : layers()) {
            if (layer instanceof Tap(InceptionTap tap)) {
                boolean wanted = taps.contains(tap);
                boolean last = tap == InceptionTap.POOL_2048 && taps.contains(InceptionTap.LOGITS);
                if (wanted || last) {
                    Value means = layers.channelMeans(y);
                    if (wanted) {
                        features.add(means);
                    }
                    if (last) {
                        features.add(layers.product("fc", means, InceptionTap.LOGITS.dimension()));
                    }
                }
                if (features.size() == taps.size()) {
                    return features;
                }
            } else {
                y = apply(layers, layer, y);
            }
        }
        throw new IllegalArgumentException("taps: must be places of the network, got " + taps);
    }

    /// Writes the network as far as the last of `taps` and returns what it holds there, place by place, in the
    /// order of the network.
    ///
    /// **Shapes** images of at least 75×75, or of 43×43 where the last tap is `POOL_192` → `[N, c, h, w]` each.
    static List<Value> maps(Graph g, Value x, Set<InceptionTap> taps) {
        WindowLayers layers = new WindowLayers(g);
        List<Value> maps = new ArrayList<>();
        Value y = x;
        for (InceptionLayer layer : layers()) {
            if (maps.size() == taps.size()) {
                break;
            }
            if (layer instanceof Tap(InceptionTap tap)) {
                if (taps.contains(tap)) {
                    maps.add(y);
                }
            } else {
                y = apply(layers, layer, y);
            }
        }
        return maps;
    }

    private static Value apply(WindowLayers layers, InceptionLayer layer, Value x) {
        return switch (layer) {
            case Convolution(String name, int out, Window window) -> layers.convolutionRelu(name, x, out, window);
            case MaxPool(Window window) -> layers.maxPool(x, window);
            case AveragePool(Window window) -> layers.averagePool(x, window);
            case Branches(List<List<InceptionLayer>> branches) -> {
                List<Value> ends = new ArrayList<>();
                for (List<InceptionLayer> branch : branches) {
                    Value y = x;
                    for (InceptionLayer next : branch) {
                        y = apply(layers, next, y);
                    }
                    ends.add(y);
                }
                yield layers.join(ends);
            }
            case Tap _ -> x;
        };
    }
}
