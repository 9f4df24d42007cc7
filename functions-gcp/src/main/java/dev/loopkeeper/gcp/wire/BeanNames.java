package dev.loopkeeper.gcp.wire;

import java.util.List;

/**
 * The classes that Micronaut's annotation processor makes of the factories here, so that none has to be looked for in
 * the jar. A test holds the list to what was made and says what to write.
 */
final class BeanNames {
    static final List<String> ALL = List.of(
            "$ServiceWiring$Definition",
            "$ServiceWiring$Endpoint2$Definition",
            "$ServiceWiring$Metrics3$Definition",
            "$ServiceWiring$Notifier5$Definition",
            "$ServiceWiring$Prices4$Definition",
            "$ServiceWiring$Registry1$Definition",
            "$ServiceWiring$Services6$Definition",
            "$ServiceWiring$Vertex0$Definition",
            "$TriggerWiring$Alerts1$Definition",
            "$TriggerWiring$Control0$Definition",
            "$TriggerWiring$Definition",
            "$TriggerWiring$Evaluations4$Definition",
            "$TriggerWiring$Events6$Definition",
            "$TriggerWiring$Status2$Definition",
            "$TriggerWiring$Steps5$Definition",
            "$TriggerWiring$Storage3$Definition",
            "$Wiring$Buckets3$Definition",
            "$Wiring$Callers8$Definition",
            "$Wiring$Clock1$Definition",
            "$Wiring$Definition",
            "$Wiring$Ground6$Definition",
            "$Wiring$Guarded7$Definition",
            "$Wiring$Queue5$Definition",
            "$Wiring$Rest2$Definition",
            "$Wiring$Settings0$Definition",
            "$Wiring$Store4$Definition");

    private BeanNames() {}
}
