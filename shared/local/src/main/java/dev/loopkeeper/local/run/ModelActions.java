package dev.loopkeeper.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.AlertMessage;
import dev.loopkeeper.edge.AlertParser;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.run.ControlServer.Answer;
import dev.loopkeeper.loop.Decided;
import dev.loopkeeper.loop.steps.ControlLoop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests that change a loop: {@code POST /models/<m>:rollback} and its kin, and {@code POST /alerts}. */
final class ModelActions {
    private static final int TEXT_LIMIT = 500;

    private final Models models;
    private final ControlLoop control;

    ModelActions(Models models, ControlLoop control) {
        this.models = models;
        this.control = control;
    }

    /** Does what {@code <model>:<action>} says. */
    Answer act(String model, String action, byte[] body) {
        Optional<LoopConfig> config = models.config(model);
        if (config.isEmpty()) {
            return Answer.error(
                    404, "unknown-model", "there is no model '" + shown(model) + "' with a valid loop.yaml");
        }
        JsonNode json = body.length == 0 ? Json.mapper().createObjectNode() : Json.tree(body, "request body");
        Optional<Decided> decided = decide(config.get(), action, json);
        return decided.map(d -> answer(d))
                .orElseGet(() -> Answer.error(
                        404,
                        "unknown-action",
                        "'" + shown(action) + "' is none of rollback, pause, resume, approve, retrain"));
    }

    private Optional<Decided> decide(LoopConfig config, String action, JsonNode json) {
        return switch (action) {
            case "rollback" ->
                Optional.of(control.rollBack(
                        config,
                        text(json, "reason"),
                        text(json, "by"),
                        Optional.ofNullable(json.get("to"))
                                .filter(to -> !to.isNull())
                                .map(to -> text(json, "to"))));
            case "pause" -> Optional.of(control.pause(config, text(json, "reason"), text(json, "by")));
            case "resume" -> Optional.of(control.resume(config, text(json, "by")));
            case "approve" -> Optional.of(control.approve(config, text(json, "by")));
            case "retrain" -> Optional.of(control.retrain(config, text(json, "reason"), text(json, "by")));
            default -> Optional.empty();
        };
    }

    private static Answer answer(Decided decided) {
        if (decided instanceof Decided.Refused refused) {
            return Answer.error(409, "refused", refused.reason());
        }
        List<String> news = ((Decided.Events) decided)
                .events().stream().flatMap(e -> e.news().stream()).toList();
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("recorded", !((Decided.Events) decided).events().isEmpty());
        said.put("message", news.isEmpty() ? "It is so already." : String.join(" ", news));
        return Answer.json(200, said);
    }

    /** Takes in alerts; each about one model, or about all when it names none. */
    Answer alerts(byte[] body) {
        int received = 0;
        for (AlertMessage alert : AlertParser.parse(body)) {
            received++;
            for (LoopConfig config : models.configs()) {
                if (alert.model().isEmpty() || alert.model().get().equals(config.model())) {
                    control.alert(config, alert);
                }
            }
        }
        return Answer.json(200, Map.of("received", received));
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        String text = value != null && value.isTextual() ? value.asText().strip() : "";
        if (text.isEmpty() || text.length() > TEXT_LIMIT || text.chars().anyMatch(Character::isISOControl)) {
            throw LoopException.poison(
                    "the body needs '" + field + "': a text of 1 to " + TEXT_LIMIT + " characters on one line");
        }
        return text;
    }

    private static String shown(String text) {
        return text.replaceAll("[^\\w.-]", "?").substring(0, Math.min(60, text.length()));
    }
}
