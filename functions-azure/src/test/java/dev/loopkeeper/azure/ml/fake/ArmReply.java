package dev.loopkeeper.azure.ml.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer; a missing body is none. */
public record ArmReply(int status, Map<String, String> headers, JsonNode body) {
    public static ArmReply of(int status, JsonNode body) {
        return new ArmReply(status, Map.of(), body);
    }

    public static ArmReply empty(int status) {
        return of(status, MissingNode.getInstance());
    }

    public ArmReply with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new ArmReply(status, all, body);
    }
}
