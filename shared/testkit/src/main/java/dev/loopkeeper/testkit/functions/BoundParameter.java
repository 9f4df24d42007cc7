package dev.loopkeeper.testkit.functions;

import com.microsoft.azure.functions.ExecutionContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Where a parameter's value comes from: the trigger by the name in its annotation, the metadata by
 * {@code @BindingName}, or else the context by type. Annotations are read by name, as they are classes of the app.
 */
record BoundParameter(Type type, Optional<String> trigger, Optional<String> metadata) {
    private static final String ANNOTATIONS = "com.microsoft.azure.functions.annotation.";

    static BoundParameter of(Parameter parameter) {
        Optional<String> trigger = Optional.empty();
        Optional<String> metadata = Optional.empty();
        for (Annotation annotation : parameter.getAnnotations()) {
            String name = annotation.annotationType().getName();
            if (name.equals(ANNOTATIONS + "BindingName")) {
                metadata = text(annotation, "value");
            } else if (name.startsWith(ANNOTATIONS)) {
                trigger = text(annotation, "name");
            }
        }
        BoundParameter bound = new BoundParameter(parameter.getParameterizedType(), trigger, metadata);
        if (!bound.context() && !Values.supports(bound.type)) {
            throw new IllegalStateException("parameter " + parameter + " is of a type that this host cannot give");
        }
        return bound;
    }

    private static Optional<String> text(Annotation annotation, String method) {
        try {
            return Optional.of(
                    (String) annotation.annotationType().getMethod(method).invoke(annotation));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private boolean context() {
        return trigger.isEmpty() && metadata.isEmpty() && type == ExecutionContext.class;
    }

    Object value(String binding, Invocation invocation, ExecutionContext context) {
        if (context()) {
            return context;
        }
        if (trigger.isPresent()) {
            if (!trigger.get().equals(binding)) {
                throw new IllegalStateException("function.json has no binding '" + trigger.get() + "'");
            }
            return Values.convert(invocation.payload(), type);
        }
        String name = metadata.orElseThrow(() -> new IllegalStateException("nothing binds a " + type.getTypeName()));
        if (!invocation.metadata().containsKey(name)) {
            throw new IllegalStateException("Cannot find matched @BindingName of '" + name + "'");
        }
        return Values.convert(invocation.metadata().get(name), type);
    }
}
