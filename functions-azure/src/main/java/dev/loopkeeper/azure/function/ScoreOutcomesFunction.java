package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;

/** {@code score-outcomes}: joins late ground truth with what was predicted. */
@Singleton
public final class ScoreOutcomesFunction {
    private final GridEvents desk;

    public ScoreOutcomesFunction(GridEvents desk) {
        this.desk = desk;
    }

    @FunctionName("score-outcomes")
    public void run(@EventGridTrigger(name = "event") String event, ExecutionContext context) {
        EventTrigger.accept(StepName.SCORE_OUTCOMES, event, context, desk);
    }
}
