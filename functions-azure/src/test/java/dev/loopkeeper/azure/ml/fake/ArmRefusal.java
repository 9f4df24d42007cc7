package dev.loopkeeper.azure.ml.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A refusal as Resource Manager words it. */
public final class ArmRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public ArmRefusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public static ArmRefusal invalid(String message) {
        return new ArmRefusal(400, "UserError", message);
    }

    public static ArmRefusal notFound(String name) {
        return new ArmRefusal(404, "ResourceNotFound", "The Resource '" + name + "' was not found.");
    }

    public static ArmRefusal conflict(String message) {
        return new ArmRefusal(409, "Conflict", message);
    }

    public int status() {
        return status;
    }

    ArmReply reply() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", getMessage());
        Map<String, String> headers = status == 429 ? Map.of("Retry-After", "2") : Map.of();
        return new ArmReply(status, headers, body);
    }
}
