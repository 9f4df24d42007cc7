package dev.loopkeeper.azure.wire;

import static java.util.Map.entry;

import java.util.Map;

/**
 * What Micronaut's annotation processor calls each factory method here, by the type of its bean, so that a bean's
 * definition need not be looked for. A test holds the list to what was made and says what to write.
 */
final class BeanNames {
    static final Map<String, String> ALL = Map.ofEntries(
            entry("dev.loopkeeper.azure.auth.Callers", "$TriggerWiring$Callers0"),
            entry("dev.loopkeeper.azure.function.GridEvents", "$TriggerWiring$Events8"),
            entry("dev.loopkeeper.azure.function.HintMessages", "$TriggerWiring$Messages7"),
            entry("dev.loopkeeper.azure.ml.ArmApi", "$ServiceWiring$Api0"),
            entry("dev.loopkeeper.azure.ml.MlflowRuns", "$ServiceWiring$Runs1"),
            entry("dev.loopkeeper.azure.ml.RunEvaluations", "$ServiceWiring$Evaluations2"),
            entry("dev.loopkeeper.azure.ml.StorePlace", "$ServiceWiring$Place3"),
            entry("dev.loopkeeper.azure.store.Containers", "$Wiring$Containers4"),
            entry("dev.loopkeeper.azure.wire.Tokens", "$Wiring$Tokens2"),
            entry("dev.loopkeeper.connectors.rest.RestClient", "$Wiring$Storage3"),
            entry("dev.loopkeeper.host.AlertDesk", "$TriggerWiring$Alerts2"),
            entry("dev.loopkeeper.host.ConfigFiles", "$TriggerWiring$Files5"),
            entry("dev.loopkeeper.host.ControlDesk", "$TriggerWiring$Control1"),
            entry("dev.loopkeeper.host.Ground", "$Wiring$Ground7"),
            entry("dev.loopkeeper.host.Guarded", "$Wiring$Guarded8"),
            entry("dev.loopkeeper.host.Hints", "$TriggerWiring$Hints6"),
            entry("dev.loopkeeper.host.Services", "$ServiceWiring$Services10"),
            entry("dev.loopkeeper.host.Settings", "$Wiring$Settings0"),
            entry("dev.loopkeeper.host.StatusDesk", "$TriggerWiring$Status3"),
            entry("dev.loopkeeper.host.Steps", "$TriggerWiring$Steps4"),
            entry("dev.loopkeeper.loop.StepQueue", "$Wiring$Queue6"),
            entry("dev.loopkeeper.notify.Notifier", "$ServiceWiring$Notifier9"),
            entry("dev.loopkeeper.registry.ModelRegistry", "$ServiceWiring$Registry5"),
            entry("dev.loopkeeper.retrain.PriceBook", "$ServiceWiring$Prices8"),
            entry("dev.loopkeeper.retrain.TrainingService", "$ServiceWiring$Training4"),
            entry("dev.loopkeeper.rollout.Endpoint", "$ServiceWiring$Endpoint6"),
            entry("dev.loopkeeper.rollout.LiveMetrics", "$ServiceWiring$Metrics7"),
            entry("dev.loopkeeper.store.ObjectStore", "$Wiring$Store5"),
            entry("java.time.InstantSource", "$Wiring$Clock1"));

    private BeanNames() {}
}
