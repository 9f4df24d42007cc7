package dev.loopkeeper.gcp.function;

import com.google.cloud.functions.CloudEventsFunction;
import dev.loopkeeper.gcp.wire.FunctionBeans;
import dev.loopkeeper.loop.StepName;
import io.cloudevents.CloudEvent;
import io.micronaut.function.executor.FunctionInitializer;

/** {@code plan-retraining}: asks whether a retrain is worth its price. */
public final class PlanRetrainingFunction extends FunctionInitializer implements CloudEventsFunction {
    public PlanRetrainingFunction() {
        super(FunctionBeans.started(), false);
    }

    @Override
    public void accept(CloudEvent event) {
        EventTrigger.accept(StepName.PLAN_RETRAINING, event, applicationContext.getBean(StepEvents.class));
    }
}
