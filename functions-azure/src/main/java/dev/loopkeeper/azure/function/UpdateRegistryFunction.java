package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;

/** {@code update-registry}: registers a version and moves aliases. */
@Singleton
public final class UpdateRegistryFunction {
    private final HintMessages desk;

    public UpdateRegistryFunction(HintMessages desk) {
        this.desk = desk;
    }

    @FunctionName("update-registry")
    public void run(
            @QueueTrigger(name = "message", queueName = "loopkeeper-update-registry", connection = "LOOPKEEPER_QUEUES")
                    String message,
            ExecutionContext context) {
        EventTrigger.accept(StepName.UPDATE_REGISTRY, message, context, desk);
    }
}
