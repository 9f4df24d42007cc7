package dev.loopkeeper.gcp.function;

import com.google.cloud.functions.CloudEventsFunction;
import dev.loopkeeper.gcp.wire.FunctionBeans;
import dev.loopkeeper.loop.StepName;
import io.cloudevents.CloudEvent;
import io.micronaut.function.executor.FunctionInitializer;

/** {@code compare-metrics}: challenger against champion, when a run has ended. */
public final class CompareMetricsFunction extends FunctionInitializer implements CloudEventsFunction {
    public CompareMetricsFunction() {
        super(FunctionBeans.started(), false);
    }

    @Override
    public void accept(CloudEvent event) {
        EventTrigger.accept(StepName.COMPARE_METRICS, event, applicationContext.getBean(EvaluationEvents.class));
    }
}
