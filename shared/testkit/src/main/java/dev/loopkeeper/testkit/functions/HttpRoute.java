package dev.loopkeeper.testkit.functions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which requests a function with an HTTP trigger takes; no methods means all. */
record HttpRoute(LoadedFunction function, RouteTemplate template, List<String> methods, String level) {
    static HttpRoute of(LoadedFunction function, AppSettings settings) {
        JsonNode trigger = function.file().trigger();
        String route = settings.resolve(trigger.path("route").asText(function.name()));
        List<String> methods = new ArrayList<>();
        trigger.path("methods").forEach(method -> methods.add(method.asText().toUpperCase(Locale.ROOT)));
        return new HttpRoute(
                function,
                RouteTemplate.of(route.isEmpty() ? function.name() : route),
                methods,
                trigger.path("authLevel").asText("function").toLowerCase(Locale.ROOT));
    }

    Optional<Map<String, Object>> values(String method, String path) {
        return methods.isEmpty() || methods.contains(method) ? template.values(path) : Optional.empty();
    }
}
