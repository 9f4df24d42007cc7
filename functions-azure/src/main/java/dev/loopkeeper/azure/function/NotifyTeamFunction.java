package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;

/** {@code notify-team}: delivers notifications, each once a channel. */
@Singleton
public final class NotifyTeamFunction {
    private final HintMessages desk;

    public NotifyTeamFunction(HintMessages desk) {
        this.desk = desk;
    }

    @FunctionName("notify-team")
    public void run(
            @QueueTrigger(name = "message", queueName = "loopkeeper-notify-team", connection = "LOOPKEEPER_QUEUES")
                    String message,
            ExecutionContext context) {
        EventTrigger.accept(StepName.NOTIFY_TEAM, message, context, desk);
    }
}
