package studio.latent.engine.model;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Takes records apart and puts them together by their components: what forms and files have in common.
public final class RecordParts {
    private RecordParts() {}

    /// The value of one component.
    public static @Nullable Object value(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    /// A record of these values, in the order of its components.
    ///
    /// **Errors** [IllegalArgumentException] with the compact constructor's message when it refuses the values.
    public static <R extends Record> R create(Class<R> type, List<? extends @Nullable Object> values) {
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("cannot create " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot create " + type, e);
        }
    }

    /// How files and the command line spell a constant or a type: `COSINE_DECAY` and `CosineDecay` are `cosine-decay`.
    public static String id(String name) {
        String words = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-');
        return words.toLowerCase(Locale.ROOT);
    }

    /// How files and the command line spell a constant.
    public static String id(Enum<?> constant) {
        return id(constant.name());
    }
}
