package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;

/** {@code ingest-data}: profiles and checks an uploaded batch, once. */
@Singleton
public final class IngestDataFunction {
    private final GridEvents desk;

    public IngestDataFunction(GridEvents desk) {
        this.desk = desk;
    }

    @FunctionName("ingest-data")
    public void run(@EventGridTrigger(name = "event") String event, ExecutionContext context) {
        EventTrigger.accept(StepName.INGEST_DATA, event, context, desk);
    }
}
