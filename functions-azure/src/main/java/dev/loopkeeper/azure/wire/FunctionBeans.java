package dev.loopkeeper.azure.wire;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.loopkeeper.azure.function.RollBackFunction;
import dev.loopkeeper.connectors.wire.LeanContext;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Settings;
import io.micronaut.context.ApplicationContext;

/**
 * Makes the functions for the Java worker, which makes this while it loads the app and asks for an instance at every
 * call. It is found by {@code META-INF/services}, where there must be no other.
 *
 * <p>The function that somebody waits for, {@code roll-back}, is made while the app is loaded, and with it the
 * container and the log, which all others share. The others are made when they are first called: an app has up to eight
 * functions, and whoever waits for one should not wait for all.
 */
public final class FunctionBeans implements FunctionInstanceInjector {
    /** As {@code infra/azure} spells it, as Linux takes no hyphen in the name of a setting. */
    private static final String OFF = "AzureWebJobs.roll_back.Disabled";

    private final ApplicationContext context;

    public FunctionBeans() {
        this(started());
    }

    FunctionBeans(ApplicationContext context) {
        this.context = context;
        if (!"true".equals(context.getBean(Settings.class).all().get(OFF))) {
            makeRollBack();
        }
    }

    private void makeRollBack() {
        try {
            context.getBean(RollBackFunction.class);
        } catch (LoopException e) {
            // Logged, and told again by every call; the app's other functions do without what this one lacks.
        }
    }

    /** A new running container. */
    static ApplicationContext started() {
        return LeanContext.started(FunctionBeans.class, BeanNames.ALL);
    }

    /** The one instance of a function. */
    @Override
    public <T> T getInstance(Class<T> function) {
        return context.getBean(function);
    }
}
