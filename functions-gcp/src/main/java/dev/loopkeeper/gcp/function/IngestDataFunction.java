package dev.loopkeeper.gcp.function;

import com.google.cloud.functions.CloudEventsFunction;
import dev.loopkeeper.gcp.wire.FunctionBeans;
import dev.loopkeeper.loop.StepName;
import io.cloudevents.CloudEvent;
import io.micronaut.function.executor.FunctionInitializer;

/** {@code ingest-data}: profiles and checks an uploaded batch, once. */
public final class IngestDataFunction extends FunctionInitializer implements CloudEventsFunction {
    public IngestDataFunction() {
        super(FunctionBeans.started(), false);
    }

    @Override
    public void accept(CloudEvent event) {
        EventTrigger.accept(StepName.INGEST_DATA, event, applicationContext.getBean(StorageEvents.class));
    }
}
