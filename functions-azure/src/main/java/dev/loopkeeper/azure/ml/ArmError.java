package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loopkeeper.azure.rest.AzureRest;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.edge.LoopException;
import java.util.Locale;
import java.util.Set;

/**
 * Why Resource Manager refused a call: {@code error.code} and {@code error.message}, and what details add to them.
 *
 * <p>A missing role heals within minutes of the grant, and what is busy is done some time: those are {@code TRANSIENT}.
 * A body that is not accepted, a policy or a quota never heals by itself: {@code POISON}.
 *
 * @param code the service's own word, such as {@code ResourceNotFound}
 */
record ArmError(int status, String code, String message) {
    private static final Set<String> NOT_GRANTED =
            Set.of("AuthorizationFailed", "LinkedAuthorizationFailed", "AuthorizationPermissionMismatch");

    static ArmError of(RestAnswer answer, String what) {
        JsonNode error = answer.body().length == 0
                ? MissingNode.getInstance()
                : answer.json(what).path("error");
        StringBuilder said = new StringBuilder(error.path("message").asText(answer.reason()));
        for (JsonNode detail : error.path("details")) {
            String more = detail.path("message").asText("");
            if (!more.isBlank() && said.indexOf(more) < 0) {
                said.append(said.isEmpty() ? "" : " ").append(more);
            }
        }
        String line = said.toString().replaceAll("[\\p{C}\\s]+", " ").strip();
        return new ArmError(answer.status(), error.path("code").asText(""), cut(line));
    }

    private static String cut(String line) {
        return line.length() > 500 ? line.substring(0, 500) + "..." : line;
    }

    /** Whether the resource is being changed by another operation, after which the call can be made again. */
    boolean busy() {
        // Which status the service answers while it is updating is written down nowhere; the text is.
        return status == 409 || status == 412 || status == 423 || status == 400 && text("provisioning state");
    }

    /** Whether something of that name is there already. */
    boolean exists() {
        return (status == 409 || status == 400) && text("already exists");
    }

    private boolean text(String part) {
        return message.toLowerCase(Locale.ROOT).contains(part);
    }

    /** The exception to throw; {@code what} names the resource. */
    LoopException refusal(String what) {
        String said = status + (code.isEmpty() ? "" : " " + code) + (message.isEmpty() ? "" : ": " + message);
        if (status == 401 || status == 403 && NOT_GRANTED.contains(code)) {
            return LoopException.transientFailure(what + " is not allowed (" + said + "): " + AzureRest.REMEDY, null);
        }
        return busy()
                ? LoopException.transientFailure(what + " has to wait (" + said + ")", null)
                : LoopException.poison(what + " was refused by Azure Machine Learning (" + said + ")");
    }
}
