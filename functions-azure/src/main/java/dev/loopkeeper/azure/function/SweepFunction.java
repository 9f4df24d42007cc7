package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;

/** {@code sweep}: wakes what is due and sends again what was lost. */
@Singleton
public final class SweepFunction {
    private final HintMessages desk;

    public SweepFunction(HintMessages desk) {
        this.desk = desk;
    }

    @FunctionName("sweep")
    public void run(
            @TimerTrigger(name = "timer", schedule = "%LOOPKEEPER_SWEEP_SCHEDULE%") String timer,
            ExecutionContext context) {
        EventTrigger.tick(StepName.SWEEP, context, desk);
    }
}
