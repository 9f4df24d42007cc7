package dev.loopkeeper.gcp.function;

import com.google.cloud.functions.CloudEventsFunction;
import dev.loopkeeper.gcp.wire.FunctionBeans;
import dev.loopkeeper.loop.StepName;
import io.cloudevents.CloudEvent;
import io.micronaut.function.executor.FunctionInitializer;

/** {@code adjust-traffic}: deploys, takes one canary step, promotes or restores. */
public final class AdjustTrafficFunction extends FunctionInitializer implements CloudEventsFunction {
    public AdjustTrafficFunction() {
        super(FunctionBeans.started(), false);
    }

    @Override
    public void accept(CloudEvent event) {
        EventTrigger.accept(StepName.ADJUST_TRAFFIC, event, applicationContext.getBean(StepEvents.class));
    }
}
