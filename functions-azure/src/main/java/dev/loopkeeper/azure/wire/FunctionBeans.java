package dev.loopkeeper.azure.wire;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.loopkeeper.azure.function.RollBackFunction;
import dev.loopkeeper.connectors.wire.LeanContext;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Settings;
import io.micronaut.context.ApplicationContext;
import java.util.Map;

/**
 * Makes the functions for the Java worker, which makes this while it loads the app and asks for an instance at every
 * call. It is found by {@code META-INF/services}, where there must be no other.
 *
 * <p>The function that somebody waits for, {@code roll-back}, is made while the app is loaded, and with it the
 * container and the log, which all others share. The others are made when they are first called: an app has up to eight
 * functions, and whoever waits for one should not wait for all.
 */
public final class FunctionBeans implements FunctionInstanceInjector {
    /** Hyphens and dots of a setting's name reach a process as they are or as underscores: it is the host's choice. */
    private static final String OFF = "AzureWebJobs_roll_back_Disabled";

    private final ApplicationContext context;

    public FunctionBeans() {
        this(started());
    }

    FunctionBeans(ApplicationContext context) {
        this.context = context;
        if (!switchedOff(context.getBean(Settings.class).all())) {
            makeRollBack();
        }
    }

    private static boolean switchedOff(Map<String, String> settings) {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (setting.getKey().replace('.', '_').replace('-', '_').equals(OFF)) {
                return setting.getValue().equalsIgnoreCase("true")
                        || setting.getValue().equals("1");
            }
        }
        return false;
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
