package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.logging.Logger;

/** What the worker tells a function of its invocation. */
record GivenContext(String function) implements ExecutionContext {
    @Override
    public Logger getLogger() {
        return Logger.getAnonymousLogger();
    }

    @Override
    public String getInvocationId() {
        return "2f1c9e5a-0000-4000-8000-000000000001";
    }

    @Override
    public String getFunctionName() {
        return function;
    }
}
