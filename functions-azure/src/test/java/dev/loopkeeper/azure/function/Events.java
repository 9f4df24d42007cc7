package dev.loopkeeper.azure.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Events as Event Grid delivers them, and what a test changes in them. */
final class Events {
    private Events() {}

    static String blob() {
        return text("blob-created.json");
    }

    static String blobAsCloudEvent() {
        return text("blob-created.cloudevent.json");
    }

    static String runStatus() {
        return text("run-status-changed.json");
    }

    /** The event of a blob of this name, as Azure spells it in a subject and in an address. */
    static byte[] blob(String subject, String path) {
        ObjectNode event = (ObjectNode) Json.tree(utf8(blob()), "event");
        event.put("subject", "/blobServices/default/containers/data/blobs/" + subject);
        data(event).put("url", "https://loopdata.blob.core.windows.net/data/" + path);
        return utf8(event.toString());
    }

    /** The event with another value in its data. */
    static byte[] with(String field, String value) {
        ObjectNode event = (ObjectNode) Json.tree(utf8(blob()), "event");
        data(event).put(field, value);
        return utf8(event.toString());
    }

    private static ObjectNode data(ObjectNode event) {
        return (ObjectNode) event.get("data");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(String file) {
        try (InputStream in = Events.class.getResourceAsStream("/events/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
