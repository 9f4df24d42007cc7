package dev.loopkeeper.gcp.function;

import com.google.cloud.functions.CloudEventsFunction;
import dev.loopkeeper.gcp.wire.FunctionBeans;
import dev.loopkeeper.loop.StepName;
import io.cloudevents.CloudEvent;
import io.micronaut.function.executor.FunctionInitializer;

/** {@code sweep}: wakes what is due and sends again what was lost. */
public final class SweepFunction extends FunctionInitializer implements CloudEventsFunction {
    public SweepFunction() {
        super(FunctionBeans.started(), false);
    }

    @Override
    public void accept(CloudEvent event) {
        EventTrigger.accept(StepName.SWEEP, event, applicationContext.getBean(StepEvents.class));
    }
}
