package dev.loopkeeper.testkit.functions;

import com.microsoft.azure.functions.HttpRequestMessage;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what a trigger carries into what a parameter asks for: texts, whole numbers, truth, bytes, each perhaps as an
 * {@code Optional}, and requests with such a body. The worker reads any other class as JSON; this host refuses it at
 * load, so that nobody believes it tested.
 */
final class Values {
    private static final Set<Type> KNOWN =
            Set.of(String.class, byte[].class, int.class, Integer.class, long.class, Long.class, boolean.class);

    private Values() {}

    static boolean supports(Type type) {
        return KNOWN.contains(type)
                || (is(type, Optional.class) || is(type, HttpRequestMessage.class)) && supports(argument(type));
    }

    static boolean is(Type type, Class<?> raw) {
        return type == raw || type instanceof ParameterizedType generic && generic.getRawType() == raw;
    }

    private static Type argument(Type type) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
    }

    static Object convert(Object value, Type type) {
        if (value instanceof IncomingRequest request) {
            if (!is(type, HttpRequestMessage.class)) {
                throw new ClassCastException("a request cannot be given as " + type.getTypeName());
            }
            return request.with(convert(request.body(), argument(type)));
        }
        if (is(type, Optional.class)) {
            return Optional.ofNullable(value == null ? null : convert(value, argument(type)));
        }
        return value == null ? null : plain(value, type);
    }

    private static Object plain(Object value, Type type) {
        if (type == byte[].class || value instanceof byte[]) {
            // The worker gives bytes to those only who ask for bytes, and a text to nobody as bytes.
            return ((Class<?>) type).cast(value);
        }
        String text = value.toString();
        if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        }
        if (type == long.class || type == Long.class) {
            return Long.valueOf(text);
        }
        return type == boolean.class ? (Object) Boolean.valueOf(text) : text;
    }
}
