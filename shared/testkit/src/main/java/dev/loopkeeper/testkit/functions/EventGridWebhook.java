package dev.loopkeeper.testkit.functions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes what Event Grid posts to {@code /runtime/webhooks/eventgrid?functionName=<name>}: answers the validation of a
 * subscription itself, and invokes the function once for every event of a notification, side by side. One failure makes
 * it 500, so that Event Grid sends all of them again; else it is 202.
 */
record EventGridWebhook(Map<String, LoadedFunction> functions, Worker worker, HostLog log) {
    FrontAnswer answer(FrontRequest request) {
        LoadedFunction function = functions.get(request.query().getOrDefault("functionName", ""));
        if (function == null) {
            return FrontAnswer.of(404);
        }
        try {
            return switch (request.headers().getOrDefault("aeg-event-type", "").toLowerCase(Locale.ROOT)) {
                case "subscriptionvalidation" -> handshake(EventTokens.parse(request.text()));
                case "notification" -> deliver(function, EventTokens.events(EventTokens.parse(request.text())));
                case "unsubscribe" -> FrontAnswer.of(202);
                default -> FrontAnswer.of(400);
            };
        } catch (IllegalArgumentException e) {
            log.failed(function.name(), e);
            return FrontAnswer.of(500);
        }
    }

    private static FrontAnswer handshake(JsonNode token) {
        JsonNode data = token.isArray() ? token.path(0).path("data") : token.path("data");
        String code = (data.isTextual() ? EventTokens.parse(data.asText()) : data)
                .path("validationCode")
                .asText();
        return FrontAnswer.of(200, "text/plain; charset=utf-8", StagedJson.write(Map.of("validationResponse", code)));
    }

    private FrontAnswer deliver(LoadedFunction function, List<String> events) {
        boolean all = events.parallelStream()
                .map(event -> worker.invoke(function, Invocation.of(event, Map.of()), nothing -> {}))
                .reduce(true, Boolean::logicalAnd);
        return FrontAnswer.of(all ? 202 : 500);
    }
}
