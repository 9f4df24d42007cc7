package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;

/** {@code plan-retraining-timer}: asks for every model whether a retrain is worth its price. */
@Singleton
public final class PlanRetrainingTimerFunction {
    private final HintMessages desk;

    public PlanRetrainingTimerFunction(HintMessages desk) {
        this.desk = desk;
    }

    @FunctionName("plan-retraining-timer")
    public void run(
            @TimerTrigger(name = "timer", schedule = "%LOOPKEEPER_PLAN_SCHEDULE%") String timer,
            ExecutionContext context) {
        EventTrigger.tick(StepName.PLAN_RETRAINING, context, desk);
    }
}
