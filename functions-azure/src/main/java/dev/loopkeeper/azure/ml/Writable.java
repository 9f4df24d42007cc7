package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A resource as it was read, made fit to be sent back: all that is in it but what only the service sets. */
final class Writable {
    private static final List<String> ENVELOPE = List.of("id", "name", "type", "systemData");

    private Writable() {}

    /** @param readOnly further fields below {@code properties} that the kind of resource marks read-only */
    static ObjectNode of(ObjectNode resource, String... readOnly) {
        ObjectNode copy = resource.deepCopy();
        copy.remove(ENVELOPE);
        if (copy.path("properties") instanceof ObjectNode properties) {
            properties.remove("provisioningState");
            properties.remove(List.of(readOnly));
        }
        return copy;
    }

    /** An envelope with nothing in it yet. */
    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }
}
