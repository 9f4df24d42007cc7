package dev.loopkeeper.gcp.wire;

import static java.util.Map.entry;

import java.util.Map;

/**
 * What Micronaut's annotation processor calls each factory method here, by the type of its bean, so that a bean's
 * definition need not be looked for. A test holds the list to what was made and says what to write.
 */
final class BeanNames {
    static final Map<String, String> ALL = Map.ofEntries(
            entry("dev.loopkeeper.gcp.function.EvaluationEvents", "$TriggerWiring$Evaluations4"),
            entry("dev.loopkeeper.gcp.function.StepEvents", "$TriggerWiring$Events6"),
            entry("dev.loopkeeper.gcp.function.StorageEvents", "$TriggerWiring$Storage3"),
            entry("dev.loopkeeper.gcp.rest.GoogleRest", "$Wiring$Rest2"),
            entry("dev.loopkeeper.gcp.store.Buckets", "$Wiring$Buckets3"),
            entry("dev.loopkeeper.gcp.vertex.VertexApi", "$ServiceWiring$Vertex0"),
            entry("dev.loopkeeper.gcp.vertex.VertexEndpoint", "$ServiceWiring$Endpoint2"),
            entry("dev.loopkeeper.host.AlertDesk", "$TriggerWiring$Alerts1"),
            entry("dev.loopkeeper.host.Callers", "$Wiring$Callers8"),
            entry("dev.loopkeeper.host.ControlDesk", "$TriggerWiring$Control0"),
            entry("dev.loopkeeper.host.Ground", "$Wiring$Ground6"),
            entry("dev.loopkeeper.host.Guarded", "$Wiring$Guarded7"),
            entry("dev.loopkeeper.host.Services", "$ServiceWiring$Services6"),
            entry("dev.loopkeeper.host.Settings", "$Wiring$Settings0"),
            entry("dev.loopkeeper.host.StatusDesk", "$TriggerWiring$Status2"),
            entry("dev.loopkeeper.host.Steps", "$TriggerWiring$Steps5"),
            entry("dev.loopkeeper.loop.StepQueue", "$Wiring$Queue5"),
            entry("dev.loopkeeper.notify.Notifier", "$ServiceWiring$Notifier5"),
            entry("dev.loopkeeper.registry.ModelRegistry", "$ServiceWiring$Registry1"),
            entry("dev.loopkeeper.retrain.PriceBook", "$ServiceWiring$Prices4"),
            entry("dev.loopkeeper.rollout.LiveMetrics", "$ServiceWiring$Metrics3"),
            entry("dev.loopkeeper.store.ObjectStore", "$Wiring$Store4"),
            entry("java.time.InstantSource", "$Wiring$Clock1"));

    private BeanNames() {}
}
