package dev.loopkeeper.gcp.function;

import com.google.cloud.functions.CloudEventsFunction;
import dev.loopkeeper.gcp.wire.FunctionBeans;
import dev.loopkeeper.loop.StepName;
import io.cloudevents.CloudEvent;
import io.micronaut.function.executor.FunctionInitializer;

/** {@code update-registry}: registers a version and moves aliases. */
public final class UpdateRegistryFunction extends FunctionInitializer implements CloudEventsFunction {
    public UpdateRegistryFunction() {
        super(FunctionBeans.started(), false);
    }

    @Override
    public void accept(CloudEvent event) {
        EventTrigger.accept(StepName.UPDATE_REGISTRY, event, applicationContext.getBean(StepEvents.class));
    }
}
