package studio.latent.engine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.model.UNetLayout;

/// The layout of a `UNet2DModel` in its configuration.
final class DiffusersLayout {
    private static final String DOWN = "down_block_types";
    private static final String UP = "up_block_types";
    private static final String CHANNELS = "block_out_channels";
    private static final String EMBEDDING = "time_embedding_dim";
    private static final String HEAD = "attention_head_dim";

    private DiffusersLayout() {}

    /// Parts in which the studio's networks have no choice, with diffusers' defaults.
    static SequencedMap<String, JsonElement> fixedParts() {
        SequencedMap<String, JsonElement> fixed = new LinkedHashMap<>();
        fixed.put("act_fn", new JsonPrimitive("silu"));
        fixed.put("attn_norm_num_groups", JsonNull.INSTANCE);
        fixed.put("center_input_sample", new JsonPrimitive(false));
        fixed.put("class_embed_type", JsonNull.INSTANCE);
        fixed.put("downsample_type", new JsonPrimitive("conv"));
        fixed.put("mid_block_scale_factor", new JsonPrimitive(1));
        fixed.put("mid_block_type", new JsonPrimitive("UNetMidBlock2D"));
        fixed.put("resnet_time_scale_shift", new JsonPrimitive("default"));
        fixed.put("time_embedding_type", new JsonPrimitive("positional"));
        fixed.put("upsample_type", new JsonPrimitive("conv"));
        return fixed;
    }

    /// What diffusers takes where a file says nothing, of parts in which there is a choice.
    private static SequencedMap<String, JsonElement> usualParts() {
        SequencedMap<String, JsonElement> usual = new LinkedHashMap<>();
        usual.put("add_attention", new JsonPrimitive(true));
        usual.put(HEAD, new JsonPrimitive(8));
        usual.put(CHANNELS, numbers(List.of(224, 448, 672, 896)));
        usual.put(DOWN, texts(List.of("DownBlock2D", "AttnDownBlock2D", "AttnDownBlock2D", "AttnDownBlock2D")));
        usual.put("downsample_padding", new JsonPrimitive(1));
        usual.put("flip_sin_to_cos", new JsonPrimitive(true));
        usual.put("freq_shift", new JsonPrimitive(0));
        usual.put("in_channels", new JsonPrimitive(3));
        usual.put("layers_per_block", new JsonPrimitive(2));
        usual.put("norm_eps", new JsonPrimitive(1e-5));
        usual.put("norm_num_groups", new JsonPrimitive(32));
        usual.put("out_channels", new JsonPrimitive(3));
        usual.put(EMBEDDING, JsonNull.INSTANCE);
        usual.put(UP, texts(List.of("AttnUpBlock2D", "AttnUpBlock2D", "AttnUpBlock2D", "UpBlock2D")));
        return usual;
    }

    /// Reads the layout; what the configuration leaves out is filled in.
    ///
    /// **Errors** [IncompatibleModel] for blocks that the studio's networks do not have, by name;
    /// [RuntimeException] for values that are no such values at all.
    static UNetLayout read(DiffusersConfig config) throws IncompatibleModel {
        config.fill(usualParts());
        List<Integer> channels = config.numbers(CHANNELS);
        List<Boolean> down = attention(config, DOWN, "AttnDownBlock2D", "DownBlock2D");
        List<Boolean> up = attention(config, UP, "AttnUpBlock2D", "UpBlock2D").reversed();
        if (down.size() != channels.size() || up.size() != channels.size()) {
            throw new IllegalArgumentException(
                    DOWN + " and " + UP + " must be as many as " + CHANNELS + ", " + channels.size());
        }
        List<UNetLayout.Level> levels = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            levels.add(new UNetLayout.Level(channels.get(i), down.get(i), up.get(i)));
        }
        JsonObject json = config.json();
        return new UNetLayout(
                levels,
                config.number("layers_per_block"),
                config.isNull(HEAD) ? 0 : positive(HEAD, config.number(HEAD)),
                config.number("norm_num_groups"),
                json.get("add_attention").getAsBoolean(),
                config.isNull(EMBEDDING) ? UNetLayout.usualEmbedding(levels) : config.number(EMBEDDING),
                new UNetLayout.Conventions(
                        config.number("downsample_padding"),
                        json.get("flip_sin_to_cos").getAsBoolean(),
                        config.number("freq_shift"),
                        json.get("norm_eps").getAsDouble()));
    }

    private static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, got " + value);
        }
        return value;
    }

    private static List<Boolean> attention(DiffusersConfig config, String name, String with, String without)
            throws IncompatibleModel {
        List<Boolean> attention = new ArrayList<>();
        for (JsonElement type : config.json().getAsJsonArray(name)) {
            boolean attends = new JsonPrimitive(with).equals(type);
            if (!attends && !new JsonPrimitive(without).equals(type)) {
                throw new IncompatibleModel(
                        "The network's " + name + " has " + type + ", the studio's networks have only " + without
                                + " and " + with + ".",
                        "Use a " + config.className() + " of these blocks.");
            }
            attention.add(attends);
        }
        return attention;
    }

    /// As diffusers writes it.
    static SequencedMap<String, JsonElement> parts(UNetLayout layout) {
        UNetLayout.Conventions conventions = layout.conventions();
        List<UNetLayout.Level> levels = layout.levels();
        boolean usual = layout.embedding() == UNetLayout.usualEmbedding(levels);
        SequencedMap<String, JsonElement> parts = new LinkedHashMap<>(fixedParts());
        parts.put("add_attention", new JsonPrimitive(layout.middleAttention()));
        parts.put(HEAD, layout.headChannels() == 0 ? JsonNull.INSTANCE : new JsonPrimitive(layout.headChannels()));
        parts.put(
                CHANNELS,
                numbers(levels.stream().map(UNetLayout.Level::channels).toList()));
        parts.put(
                DOWN,
                texts(levels.stream()
                        .map(level -> level.attention() ? "AttnDownBlock2D" : "DownBlock2D")
                        .toList()));
        parts.put("downsample_padding", new JsonPrimitive(conventions.downsamplePadding()));
        parts.put("dropout", new JsonPrimitive(0.0));
        parts.put("flip_sin_to_cos", new JsonPrimitive(conventions.cosinesFirst()));
        parts.put("freq_shift", new JsonPrimitive(conventions.frequencyShift()));
        parts.put("layers_per_block", new JsonPrimitive(layout.blocks()));
        parts.put("norm_eps", new JsonPrimitive(conventions.epsilon()));
        parts.put("norm_num_groups", new JsonPrimitive(layout.groups()));
        parts.put("num_train_timesteps", JsonNull.INSTANCE);
        parts.put(EMBEDDING, usual ? JsonNull.INSTANCE : new JsonPrimitive(layout.embedding()));
        parts.put(
                UP,
                texts(levels.reversed().stream()
                        .map(level -> level.attentionUp() ? "AttnUpBlock2D" : "UpBlock2D")
                        .toList()));
        return parts;
    }

    private static JsonArray numbers(List<Integer> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    private static JsonArray texts(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }
}
