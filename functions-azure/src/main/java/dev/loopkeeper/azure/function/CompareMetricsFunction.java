package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;

/** {@code compare-metrics}: challenger against champion, when a run has ended. */
@Singleton
public final class CompareMetricsFunction {
    private final GridEvents desk;

    public CompareMetricsFunction(GridEvents desk) {
        this.desk = desk;
    }

    @FunctionName("compare-metrics")
    public void run(@EventGridTrigger(name = "event") String event, ExecutionContext context) {
        EventTrigger.accept(StepName.COMPARE_METRICS, event, context, desk);
    }
}
