package studio.latent.engine.io;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import studio.latent.engine.error.StudioException;
import studio.latent.engine.tensor.HostTensor;

/// The weights of a folder of diffusers, under the names that diffusers has for them today.
final class DiffusersWeights {
    /// How the parts of attention were called before version 0.15, of which the best known models are.
    private static final Map<String, String> OLD_NAMES =
            Map.of(".query.", ".to_q.", ".key.", ".to_k.", ".value.", ".to_v.", ".proj_attn.", ".to_out.0.");

    private DiffusersWeights() {}

    /// **Errors** [studio.latent.engine.error.BadModelFile] for a damaged file.
    static SequencedMap<String, HostTensor> read(Path folder) throws StudioException {
        SequencedMap<String, HostTensor> weights = new LinkedHashMap<>();
        Safetensors.read(folder.resolve(DiffusersConfig.WEIGHTS))
                .forEach((name, weight) -> weights.put(presentName(name), weight));
        return weights;
    }

    private static String presentName(String name) {
        if (!name.contains(".attentions.")) {
            return name;
        }
        String present = name;
        for (Map.Entry<String, String> old : OLD_NAMES.entrySet()) {
            present = present.replace(old.getKey(), old.getValue());
        }
        return present;
    }
}
