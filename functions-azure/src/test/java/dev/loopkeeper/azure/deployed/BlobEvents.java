package dev.loopkeeper.azure.deployed;

import dev.loopkeeper.edge.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code Microsoft.Storage.BlobCreated} as Event Grid delivers it: in its own schema as an array of one, as a
 * CloudEvent alone.
 *
 * @param host of the blobs, without a slash at the end
 */
public record BlobEvents(String host, String container) {
    public byte[] grid(String name, String etag, Object size) {
        return Json.write(List.of(gridEvent(name, etag, size)));
    }

    /** One event, to be put with others. */
    Map<String, Object> gridEvent(String name, String etag, Object size) {
        Map<String, Object> event = envelope(name, etag, size);
        event.put("topic", "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a");
        event.put("eventType", "Microsoft.Storage.BlobCreated");
        event.put("eventTime", "2026-06-01T12:00:00.1234567Z");
        event.put("dataVersion", "");
        event.put("metadataVersion", "1");
        return event;
    }

    public byte[] cloud(String name, String etag, Object size) {
        Map<String, Object> event = envelope(name, etag, size);
        event.put("source", "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a");
        event.put("type", "Microsoft.Storage.BlobCreated");
        event.put("time", "2026-06-01T12:00:00.1234567Z");
        event.put("specversion", "1.0");
        return Json.write(event);
    }

    private Map<String, Object> envelope(String name, String etag, Object size) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("api", "PutBlob");
        data.put("clientRequestId", "89bc72c2-5dfe-4d9f-9706-43612c1bd01b");
        data.put("requestId", "beb21a5e-401e-002b-3749-928517000000");
        data.put("eTag", etag);
        data.put("contentType", "text/csv");
        data.put("contentLength", size);
        data.put("blobType", "BlockBlob");
        data.put("url", host + "/" + container + "/" + encoded(name));
        data.put("sequencer", "0000000000000000000000000000B00D0000000005b058d3");
        data.put("storageDiagnostics", Map.of("batchId", "23f68872-a006-0065-0049-9240f2000000"));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("id", "beb21a5e-401e-002b-3749-928517060431");
        event.put("subject", "/blobServices/default/containers/" + container + "/blobs/" + name);
        event.put("data", data);
        return event;
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}
