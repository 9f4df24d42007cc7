package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;

/** {@code plan-retraining}: asks whether a retrain is worth its price. */
@Singleton
public final class PlanRetrainingFunction {
    private final HintMessages desk;

    public PlanRetrainingFunction(HintMessages desk) {
        this.desk = desk;
    }

    @FunctionName("plan-retraining")
    public void run(
            @QueueTrigger(name = "message", queueName = "loopkeeper-plan-retraining", connection = "LOOPKEEPER_QUEUES")
                    String message,
            ExecutionContext context) {
        EventTrigger.accept(StepName.PLAN_RETRAINING, message, context, desk);
    }
}
