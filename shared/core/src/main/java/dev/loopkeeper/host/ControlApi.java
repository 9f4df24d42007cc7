package dev.loopkeeper.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.ModelName;
import dev.loopkeeper.edge.AlertMessage;
import dev.loopkeeper.edge.AlertParser;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.Decided;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.steps.ControlLoop;
import dev.loopkeeper.loop.steps.LastValid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The requests that change a loop: {@code POST /models/<m>:rollback} and its kin, and {@code POST /alerts}.
 *
 * <p>The journal's {@code by} is the verified caller; what the body says then is only a note beside the reason. A bad
 * request throws {@link LoopException} of kind {@code POISON}.
 *
 * <p>While a {@code loop.yaml} is broken its last valid version is used, so that traffic can always be brought back;
 * what begins something new, {@code approve} and {@code retrain}, is refused until it is mended.
 */
public final class ControlApi {
    private static final Pattern ACTION = Pattern.compile("/models/([a-z][a-z0-9-]*):([a-z]+)");

    private static final Set<String> BEGINNING = Set.of("approve", "retrain");

    private final Models models;
    private final LastValid lastValid;
    private final ControlLoop control;

    public ControlApi(Ground ground) {
        this.models = ground.models();
        this.lastValid = new LastValid(ground.loops(), ground.store());
        this.control = new ControlLoop(ground.loops(), ground.queue(), ground.clock());
    }

    /** Answers a request, or is empty when nothing that changes a loop is at its path. */
    public Optional<HttpAnswer> answer(HttpCall call, Caller caller) {
        Matcher action = ACTION.matcher(call.path());
        boolean alerts = call.path().equals("/alerts");
        if (!call.method().equals("POST") || !alerts && !action.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                alerts ? alerts(call.body(), caller) : act(action.group(1), action.group(2), call.body(), caller));
    }

    /** Does {@code rollback}, {@code pause}, {@code resume}, {@code approve} or {@code retrain}. */
    public HttpAnswer act(String model, String action, byte[] body, Caller caller) {
        if (caller instanceof Caller.Refused refused) {
            return refused.answer();
        }
        Optional<LastValid.Found> found = ModelName.allowed(model) ? lastValid.find(model) : Optional.empty();
        if (found.isEmpty()) {
            return HttpAnswer.error(
                    404, "unknown-model", "there is no model '" + Shown.of(model) + "' with a loop.yaml");
        }
        Optional<String> broken = found.get().broken();
        if (broken.isPresent() && BEGINNING.contains(action)) {
            return HttpAnswer.error(409, "broken-configuration", "mend it first: " + broken.get());
        }
        Optional<String> warning =
                broken.map(why -> "loop.yaml is broken and its last valid version was used; mend it: " + why);
        JsonNode json = body.length == 0 ? Json.mapper().createObjectNode() : Json.tree(body, "request body");
        return decide(found.get().config(), action, new Wish(json, caller))
                .map(decided -> answer(decided, warning))
                .orElseGet(() -> HttpAnswer.error(
                        404,
                        "unknown-action",
                        "'" + Shown.of(action) + "' is none of rollback, pause, resume, approve, retrain"));
    }

    private Optional<Decided> decide(LoopConfig config, String action, Wish wish) {
        return switch (action) {
            case "rollback" -> Optional.of(control.rollBack(config, wish.reason(), wish.by(), wish.to()));
            case "pause" -> Optional.of(control.pause(config, wish.reason(), wish.by()));
            case "resume" -> Optional.of(control.resume(config, wish.by()));
            case "approve" -> Optional.of(control.approve(config, wish.by()));
            case "retrain" -> Optional.of(control.retrain(config, wish.reason(), wish.by()));
            default -> Optional.empty();
        };
    }

    private static HttpAnswer answer(Decided decided, Optional<String> warning) {
        if (decided instanceof Decided.Refused refused) {
            return HttpAnswer.error(409, "refused", refused.reason(), warning);
        }
        List<String> news = ((Decided.Events) decided)
                .events().stream().flatMap(e -> e.news().stream()).toList();
        Map<String, Object> said = new LinkedHashMap<>();
        boolean recorded = !((Decided.Events) decided).events().isEmpty();
        said.put("recorded", recorded);
        String silent = recorded ? "Recorded: the loop acts on it as soon as it may." : "It is so already.";
        said.put("message", news.isEmpty() ? silent : String.join(" ", news));
        warning.ifPresent(w -> said.put("warning", w));
        return HttpAnswer.json(200, said);
    }

    /**
     * Takes in alerts; each about one model, or about those of its endpoint, or about all when it names neither. A
     * repeat changes nothing.
     */
    public HttpAnswer alerts(byte[] body, Caller caller) {
        if (caller instanceof Caller.Refused refused) {
            return refused.answer();
        }
        List<AlertMessage> alerts = AlertParser.parse(body);
        take(alerts);
        return HttpAnswer.json(200, Map.of("received", alerts.size()));
    }

    /** Takes in alerts, however they came: one that cannot be taken now, or not for one model, holds up no other. */
    public void take(List<AlertMessage> alerts) {
        String what = StepName.RECEIVE_ALERT.text();
        InTurn.each(
                what,
                alerts.stream(),
                alert -> InTurn.each(what, concerned(alert).stream(), config -> control.alert(config, alert)));
    }

    /** A label that no model can have is about something else; so is an endpoint that serves none of them. */
    private List<LoopConfig> concerned(AlertMessage alert) {
        return alert.model()
                .map(m -> ModelName.allowed(m)
                        ? lastValid.find(m).map(LastValid.Found::config).stream()
                                .toList()
                        : List.<LoopConfig>of())
                .orElseGet(() -> all().stream()
                        .filter(config -> alert.endpoint().isEmpty()
                                || config.rollout()
                                        .endpoint()
                                        .equalsIgnoreCase(alert.endpoint().get()))
                        .toList());
    }

    private List<LoopConfig> all() {
        Map<String, LoopConfig> all = new TreeMap<>();
        models.configs().forEach(config -> all.put(config.model(), config));
        lastValid.models().stream()
                .filter(model -> !all.containsKey(model))
                .forEach(model -> lastValid.copy(model).ifPresent(copy -> all.put(model, copy)));
        return List.copyOf(all.values());
    }
}
