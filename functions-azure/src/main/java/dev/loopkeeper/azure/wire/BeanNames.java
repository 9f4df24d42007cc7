package dev.loopkeeper.azure.wire;

import java.util.List;

/**
 * The classes that Micronaut's annotation processor makes of the functions and of the factories here, below
 * {@code dev.loopkeeper.azure}, so that none has to be looked for in the jar. A test holds the list to what was made
 * and says what to write.
 */
final class BeanNames {
    static final List<String> ALL = List.of(
            "function.$AdjustTrafficFunction$Definition",
            "function.$CompareMetricsFunction$Definition",
            "function.$CompareMetricsHintFunction$Definition",
            "function.$IngestDataFunction$Definition",
            "function.$NotifyTeamFunction$Definition",
            "function.$PlanRetrainingFunction$Definition",
            "function.$PlanRetrainingTimerFunction$Definition",
            "function.$ReceiveAlertFunction$Definition",
            "function.$RollBackFunction$Definition",
            "function.$ScoreOutcomesFunction$Definition",
            "function.$ShowStatusFunction$Definition",
            "function.$StartTrainingFunction$Definition",
            "function.$SweepFunction$Definition",
            "function.$UpdateRegistryFunction$Definition",
            "wire.$ServiceWiring$Api0$Definition",
            "wire.$ServiceWiring$Definition",
            "wire.$ServiceWiring$Endpoint6$Definition",
            "wire.$ServiceWiring$Evaluations2$Definition",
            "wire.$ServiceWiring$Metrics7$Definition",
            "wire.$ServiceWiring$Notifier9$Definition",
            "wire.$ServiceWiring$Place3$Definition",
            "wire.$ServiceWiring$Prices8$Definition",
            "wire.$ServiceWiring$Registry5$Definition",
            "wire.$ServiceWiring$Runs1$Definition",
            "wire.$ServiceWiring$Services10$Definition",
            "wire.$ServiceWiring$Training4$Definition",
            "wire.$TriggerWiring$Alerts2$Definition",
            "wire.$TriggerWiring$Callers0$Definition",
            "wire.$TriggerWiring$Control1$Definition",
            "wire.$TriggerWiring$Definition",
            "wire.$TriggerWiring$Events8$Definition",
            "wire.$TriggerWiring$Files5$Definition",
            "wire.$TriggerWiring$Hints6$Definition",
            "wire.$TriggerWiring$Messages7$Definition",
            "wire.$TriggerWiring$Status3$Definition",
            "wire.$TriggerWiring$Steps4$Definition",
            "wire.$Wiring$Clock1$Definition",
            "wire.$Wiring$Containers4$Definition",
            "wire.$Wiring$Definition",
            "wire.$Wiring$Ground7$Definition",
            "wire.$Wiring$Guarded8$Definition",
            "wire.$Wiring$Queue6$Definition",
            "wire.$Wiring$Settings0$Definition",
            "wire.$Wiring$Storage3$Definition",
            "wire.$Wiring$Store5$Definition",
            "wire.$Wiring$Tokens2$Definition");

    private BeanNames() {}
}
