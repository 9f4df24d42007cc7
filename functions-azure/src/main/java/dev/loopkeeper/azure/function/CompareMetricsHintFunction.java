package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;

/**
 * {@code compare-metrics-hint}: the same as {@code compare-metrics}, when sweep finds that no event told of the end.
 */
@Singleton
public final class CompareMetricsHintFunction {
    private final HintMessages desk;

    public CompareMetricsHintFunction(HintMessages desk) {
        this.desk = desk;
    }

    @FunctionName("compare-metrics-hint")
    public void run(
            @QueueTrigger(name = "message", queueName = "loopkeeper-compare-metrics", connection = "LOOPKEEPER_QUEUES")
                    String message,
            ExecutionContext context) {
        EventTrigger.accept(StepName.COMPARE_METRICS, message, context, desk);
    }
}
