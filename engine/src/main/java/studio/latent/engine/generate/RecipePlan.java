package studio.latent.engine.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.Capability;
import studio.latent.engine.model.DecoderShift;
import studio.latent.engine.model.Latent;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

/// What a recipe's picture consists of: one image or a sheet of them, from consecutive seeds or from exact latents.
///
/// In a [Recipe] a sheet of latents is one long latent, image after image; the settings `count` and `columns` say
/// how it is laid out. `prior` and `temperature` belong to seeds. `styleShifts` and `mapShifts` are the shifts of
/// its images, image after image.
///
/// @param seed the first image's seed; null when `latents` says it all
/// @param latents one for each image; empty when the images come from seeds
/// @param columns images in a row of the sheet
/// @param sampling how a model that denoises sampled; null for the usual way, and for other models
/// @param edited what the images were made from beside noise; null for noise alone
/// @param shifts how far what is made of each latent is moved, in place of what `sampling` says of it; empty where the
/// images are styled alike
public record RecipePlan(
        @Nullable Long seed,
        List<Latent> latents,
        int count,
        int columns,
        PriorKind prior,
        double temperature,
        @Nullable SamplerSettings sampling,
        @Nullable EditSource edited,
        List<DecoderShift> shifts) {
    private static final String COUNT = "count";
    private static final String COLUMNS = "columns";
    private static final String PRIOR = "prior";
    private static final String TEMPERATURE = "temperature";
    private static final String SHIFTS = "styleShifts";
    private static final String MAP_SHIFTS = "mapShifts";
    private static final String BETWEEN_IMAGES = "|";
    private static final int MOST = 1 << 24;

    public RecipePlan {
        if ((seed == null) != (latents.size() == count)) {
            throw new IllegalArgumentException("latents must number count or there is a seed, got " + latents.size()
                    + " of " + count + " with seed " + seed);
        }
        if (count < 1 || columns < 1 || columns > count) {
            throw new IllegalArgumentException("columns must be in [1, count], got " + columns + " of " + count);
        }
        if (!shifts.isEmpty()
                && (shifts.size() != count
                        || shifts.stream()
                                        .mapToInt(shift -> shift.styles().length)
                                        .distinct()
                                        .count()
                                > 1)) {
            throw new IllegalArgumentException(
                    "shifts must be one for each image, of one length, got " + shifts.size() + " for " + count);
        }
        latents = List.copyOf(latents);
        shifts = List.copyOf(shifts);
    }

    /// Images of consecutive seeds.
    public static RecipePlan ofSeeds(long first, int count, int columns, PriorKind prior, double temperature) {
        return new RecipePlan(first, List.of(), count, columns, prior, temperature, null, null, List.of());
    }

    /// Images of exact latents.
    public static RecipePlan ofLatents(List<Latent> latents, int columns) {
        return new RecipePlan(null, latents, latents.size(), columns, PriorKind.NORMAL, 1, null, null, List.of());
    }

    /// The same, sampled by these settings.
    public RecipePlan sampledBy(SamplerSettings settings) {
        return new RecipePlan(seed, latents, count, columns, prior, temperature, settings, edited, shifts);
    }

    /// The same, begun with an image.
    public RecipePlan madeFrom(EditSource source) {
        return new RecipePlan(seed, latents, count, columns, prior, temperature, sampling, source, shifts);
    }

    /// The same with each image moved by itself.
    public RecipePlan shifted(List<DecoderShift> each) {
        return new RecipePlan(seed, latents, count, columns, prior, temperature, sampling, edited, each);
    }

    public SamplerSettings samplingOr(SamplerSettings usual) {
        return sampling == null ? usual : sampling;
    }

    /// How one of the images is made, from 0.
    public SamplerSettings samplingOf(int image, SamplerSettings usual) {
        SamplerSettings all = samplingOr(usual);
        return shifts.isEmpty() ? all : all.styled(all.styling().shiftedBy(shifts.get(image)));
    }

    /// The recipe to write into the picture that `model` made.
    ///
    /// @param usual how the model samples where the plan does not say
    public Recipe recipe(ModelCard model, SamplerSettings usual) {
        Map<String, String> settings = new TreeMap<>();
        if (count > 1) {
            settings.put(COUNT, Integer.toString(count));
            settings.put(COLUMNS, Integer.toString(columns));
        }
        if (seed != null) {
            settings.put(PRIOR, prior.name().toLowerCase(Locale.ROOT));
            settings.put(TEMPERATURE, Double.toString(temperature));
        }
        SamplerSettings used = samplingOr(usual);
        settings.putAll(model.capabilities().contains(Capability.DENOISES) ? used.texts() : used.decodingTexts());
        if (edited != null) {
            settings.putAll(edited.texts());
        }
        if (!shifts.isEmpty()) {
            putShifts(settings);
        }
        return new Recipe(
                model.name(),
                model.hash(),
                seed,
                seed == null ? joined(latents.stream().map(Latent::values).toList()) : null,
                Map.copyOf(settings),
                StudioVersion.CURRENT);
    }

    private void putShifts(Map<String, String> settings) {
        if (shifts.getFirst().styles().length > 0) {
            settings.put(
                    SHIFTS,
                    LatentText.of(
                            joined(shifts.stream().map(DecoderShift::styles).toList())));
        }
        if (shifts.stream().anyMatch(shift -> !shift.maps().isEmpty())) {
            settings.put(
                    MAP_SHIFTS,
                    shifts.stream()
                            .map(shift -> MapShiftText.of(shift.maps()))
                            .collect(Collectors.joining(BETWEEN_IMAGES)));
        }
    }

    /// Rows of one length after one another.
    private static Latent joined(List<float[]> rows) {
        int length = rows.getFirst().length;
        float[] all = new float[length * rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, all, i * length, length);
        }
        return new Latent(all);
    }

    /// Reads a recipe back for a model whose latents have `dimension` numbers and whose images are of `shape`.
    ///
    /// **Errors** [BadImage] if a setting is unknown or out of range or the latent has another length.
    public static RecipePlan of(Recipe recipe, int dimension, ImageShape shape) throws BadImage {
        Map<String, String> settings = recipe.settings();
        TreeSet<String> unknown = new TreeSet<>(settings.keySet());
        unknown.removeAll(List.of(
                COUNT,
                COLUMNS,
                PRIOR,
                TEMPERATURE,
                SHIFTS,
                MAP_SHIFTS,
                EditSource.STRENGTH,
                EditSource.IMAGE,
                EditSource.MASK));
        boolean sampled = unknown.removeIf(SamplerSettings::owns);
        if (!unknown.isEmpty()) {
            throw unusable("it has the unknown setting '" + unknown.getFirst() + "'", null);
        }
        try {
            int count = Integer.parseInt(settings.getOrDefault(COUNT, "1"));
            int columns = Integer.parseInt(settings.getOrDefault(COLUMNS, "1"));
            PriorKind prior =
                    PriorKind.valueOf(settings.getOrDefault(PRIOR, "normal").toUpperCase(Locale.ROOT));
            double temperature = Double.parseDouble(settings.getOrDefault(TEMPERATURE, "1"));
            if (count < 1 || count > MOST || !(temperature >= 0 && temperature <= 4)) {
                throw unusable("count is " + count + " and temperature " + temperature, null);
            }
            Latent latent = recipe.latent();
            return new RecipePlan(
                    recipe.seed(),
                    latent == null ? List.of() : split(latent, count, dimension),
                    count,
                    columns,
                    prior,
                    temperature,
                    sampled ? SamplerSettings.of(settings) : null,
                    EditSource.of(settings, shape),
                    shifts(settings, count));
        } catch (IllegalArgumentException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Latent> split(Latent latent, int count, int dimension) throws BadImage {
        if (latent.dimension() != (long) count * dimension) {
            throw unusable(
                    "it holds " + latent.dimension() + " latent numbers where the model needs " + count + "·"
                            + dimension,
                    null);
        }
        List<Latent> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(new Latent(Arrays.copyOfRange(latent.values(), i * dimension, (i + 1) * dimension)));
        }
        return parts;
    }

    private static List<DecoderShift> shifts(Map<String, String> settings, int count) throws BadImage {
        String styles = settings.get(SHIFTS);
        String maps = settings.get(MAP_SHIFTS);
        if (styles == null && maps == null) {
            return List.of();
        }
        float[] all = styles == null ? new float[0] : LatentText.latent(styles).values();
        if (all.length % count != 0) {
            throw unusable("it holds " + all.length + " numbers of shifts for " + count + " images", null);
        }
        String[] each = maps == null ? new String[count] : maps.split(Pattern.quote(BETWEEN_IMAGES), -1);
        if (each.length != count) {
            throw unusable("it holds shifts of " + each.length + " images where there are " + count, null);
        }
        int length = all.length / count;
        List<DecoderShift> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String map = each[i];
            parts.add(new DecoderShift(
                    Arrays.copyOfRange(all, i * length, (i + 1) * length),
                    map == null || map.isEmpty() ? Collections.emptySortedMap() : MapShiftText.maps(map)));
        }
        return parts;
    }

    private static BadImage unusable(String detail, @Nullable Throwable cause) {
        return new BadImage(
                "The picture's recipe cannot be followed: " + detail + ".",
                "Use a picture that this version of the studio saved.",
                cause);
    }
}
