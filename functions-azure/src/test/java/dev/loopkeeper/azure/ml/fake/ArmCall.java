package dev.loopkeeper.azure.ml.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * One call as it arrived.
 *
 * @param full path from the host on
 * @param path below the workspace, such as {@code jobs/late-1}
 * @param body missing when there is none
 */
public record ArmCall(String method, String full, String path, Map<String, String> query, JsonNode body) {
    /** The body of a write; a refusal when it is no object. */
    public ObjectNode object() {
        if (body instanceof ObjectNode object) {
            return object.deepCopy();
        }
        throw ArmRefusal.invalid("the body of " + method + " " + path + " is no object");
    }

    /** Id of the addressed resource. */
    public String id() {
        return full;
    }
}
