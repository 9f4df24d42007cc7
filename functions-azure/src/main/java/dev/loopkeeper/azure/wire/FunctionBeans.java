package dev.loopkeeper.azure.wire;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.loopkeeper.connectors.wire.LeanContext;
import io.micronaut.context.ApplicationContext;

/**
 * Makes the functions: the Java worker asks for each while it loads the app, so that a first call finds everything
 * made. It is found by {@code META-INF/services}, where there must be no other.
 */
public final class FunctionBeans implements FunctionInstanceInjector {
    private static final String PACKAGE = "dev.loopkeeper.azure.";

    private final ApplicationContext context = started();

    /** A new running container. */
    static ApplicationContext started() {
        return LeanContext.started(
                FunctionBeans.class.getClassLoader(),
                BeanNames.ALL.stream().map(PACKAGE::concat).toList());
    }

    /** The one instance of a function. */
    @Override
    public <T> T getInstance(Class<T> function) {
        return context.getBean(function);
    }
}
