package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.edge.LoopException;
import java.time.Duration;
import java.util.Optional;

/**
 * What Resource Manager answered to a write, with the operation that it may have begun.
 *
 * <p>No function waits for an operation: how it went is seen at the next look at the resource.
 *
 * @param rest the answer as it came
 * @param what names the resource in messages
 */
record ArmAnswer(RestAnswer rest, String what) {
    int status() {
        return rest.status();
    }

    boolean ok() {
        return rest.ok();
    }

    /** Itself when it is good; thrown is what {@link ArmError#refusal} says of any other. */
    ArmAnswer expectOk() {
        if (!ok()) {
            throw refusal();
        }
        return this;
    }

    ArmError error() {
        return ArmError.of(rest, what);
    }

    LoopException refusal() {
        return error().refusal(what);
    }

    /** The body as a tree, without loss of unknown fields; missing when there is none. */
    JsonNode body() {
        return rest.body().length == 0 ? MissingNode.getInstance() : rest.json(what);
    }

    /** The resource as the service shows it. */
    ObjectNode resource() {
        if (expectOk().body() instanceof ObjectNode object) {
            return object;
        }
        throw LoopException.transientFailure(what + " answered " + status() + " without a resource", null);
    }

    /** Where the state of the operation is: {@code Azure-AsyncOperation}, else {@code Location}; empty when done. */
    Optional<String> operation() {
        return rest.header("azure-asyncoperation").or(() -> rest.header("location"));
    }

    /** After which time a look makes sense. */
    Optional<Duration> retryAfter() {
        return rest.header("retry-after")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }
}
