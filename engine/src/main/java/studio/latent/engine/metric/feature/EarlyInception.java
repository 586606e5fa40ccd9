package studio.latent.engine.metric.feature;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.generate.PerceptualFeatures;
import studio.latent.engine.io.Safetensors;
import studio.latent.engine.nn.Graph;
import studio.latent.engine.nn.ImageSize;
import studio.latent.engine.nn.Program;
import studio.latent.engine.nn.Value;
import studio.latent.engine.tensor.HostTensor;

/// The first layers of the Inception-v3 that ships with the studio, for how alike two images look: edges, textures
/// and small parts, each at its place.
///
/// Images smaller than 64 pixels are doubled until they are not.
public final class EarlyInception implements PerceptualFeatures {
    private static final Set<InceptionTap> TAPS = EnumSet.of(InceptionTap.POOL_64, InceptionTap.POOL_192);
    private static final int LEAST_SIDE = 64;

    private final Map<String, HostTensor> weights;

    private EarlyInception(Map<String, HostTensor> weights) {
        this.weights = Map.copyOf(weights);
    }

    /// **Errors** [studio.latent.engine.error.BadModelFile], [studio.latent.engine.error.NotFound],
    /// [studio.latent.engine.error.IncompatibleModel] when the file holds another network.
    public static EarlyInception load(Path file) throws StudioException {
        BatchNormFolding folding =
                new BatchNormFolding(file.toString(), InceptionMixed5.NETWORK, BatchNormFolding.keras());
        Program program = new Program(Graph.Precision.FLOAT32)
                .method(
                        "maps",
                        Graph.Mode.INFERENCE,
                        List.of("x"),
                        List.of(),
                        g -> InceptionTable.maps(g, g.input("x", Value.BATCH, 3, LEAST_SIDE, LEAST_SIDE), TAPS));
        return new EarlyInception(folding.fold(program.parameters(), Safetensors.read(file)));
    }

    @Override
    public List<Value> maps(Graph g, Value images) {
        Value x = images.side(1) == 3 ? images : g.concat(1, images, g.concat(1, images, images));
        while (Math.min(x.side(2), x.side(3)) < LEAST_SIDE) {
            x = new ImageSize(g).doubled(x);
        }
        Value input = x;
        List<Value> maps = new ArrayList<>();
        g.frozen(() -> {
            maps.addAll(InceptionTable.maps(g, input, TAPS));
            return input;
        });
        return maps;
    }

    @Override
    public Map<String, HostTensor> weights() {
        return weights;
    }
}
