package dev.loopkeeper.testkit.functions.sample;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;

/** Gives one instance to all invocations. */
public final class SampleInjector implements FunctionInstanceInjector {
    private final SampleFunctions one = new SampleFunctions("injector");

    @Override
    public <T> T getInstance(Class<T> type) {
        return type.cast(one);
    }
}
