package dev.loopkeeper.gcp.wire;

import dev.loopkeeper.connectors.wire.LeanContext;
import io.micronaut.context.ApplicationContext;

/** The beans that the functions here are made of. */
public final class FunctionBeans {
    private FunctionBeans() {}

    /** A new running container. */
    public static ApplicationContext started() {
        return LeanContext.started(FunctionBeans.class, BeanNames.ALL);
    }
}
