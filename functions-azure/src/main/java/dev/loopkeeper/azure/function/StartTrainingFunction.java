package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;

/** {@code start-training}: submits the training run of a decision. */
@Singleton
public final class StartTrainingFunction {
    private final HintMessages desk;

    public StartTrainingFunction(HintMessages desk) {
        this.desk = desk;
    }

    @FunctionName("start-training")
    public void run(
            @QueueTrigger(name = "message", queueName = "loopkeeper-start-training", connection = "LOOPKEEPER_QUEUES")
                    String message,
            ExecutionContext context) {
        EventTrigger.accept(StepName.START_TRAINING, message, context, desk);
    }
}
