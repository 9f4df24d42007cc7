package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;

/** {@code adjust-traffic}: deploys, takes one canary step, promotes or restores. */
@Singleton
public final class AdjustTrafficFunction {
    private final HintMessages desk;

    public AdjustTrafficFunction(HintMessages desk) {
        this.desk = desk;
    }

    @FunctionName("adjust-traffic")
    public void run(
            @QueueTrigger(name = "message", queueName = "loopkeeper-adjust-traffic", connection = "LOOPKEEPER_QUEUES")
                    String message,
            ExecutionContext context) {
        EventTrigger.accept(StepName.ADJUST_TRAFFIC, message, context, desk);
    }
}
