package dev.loopkeeper.azure.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.azure.store.BlobNames;
import dev.loopkeeper.azure.store.Containers;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.HostJson;
import dev.loopkeeper.store.ObjectInfo;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code Microsoft.Storage.BlobCreated}: which blob, in which version. A version is the ETag as Blob Storage's
 * listings give it, without quotes, so that an event and a look at the store name the same batch.
 *
 * <p>Only the calls that end an upload count. The {@code CreateFile} of an account with a hierarchical namespace comes
 * before the first byte is written; its {@code FlushWithClose} follows. Copies come when they begin, and the end of one
 * on such an account has no event of its own.
 */
public record BlobCreated(BlobAddress address, Containers containers) {
    static final String TYPE = "Microsoft.Storage.BlobCreated";
    private static final Set<String> COMMITS = Set.of("PutBlob", "PutBlockList", "CopyBlob", "FlushWithClose");

    /**
     * The blob, or nothing when the call did not end an upload.
     *
     * @throws LoopException of kind {@code POISON} when the event names no blob of ours
     */
    Optional<ObjectInfo> object(GridEvent event) {
        JsonNode data = event.data();
        if (!COMMITS.contains(data.path("api").asText(""))) {
            return Optional.empty();
        }
        BlobAddress.Place place = address.place(text(data, "url"), text(event.json(), "subject"));
        if (!containers.state().equals(place.container())
                && !containers.uploads().equals(place.container())) {
            throw LoopException.poison("event is of a container that is not ours: expected " + containers.state()
                    + " or " + containers.uploads());
        }
        String version = BlobNames.version(Optional.of(text(data, "eTag")))
                .orElseThrow(() -> LoopException.poison("event has an 'eTag' that is none of Blob Storage"));
        long size = HostJson.number(data.path("contentLength"))
                .orElseThrow(() -> LoopException.poison("event has no 'contentLength' that is a whole number"));
        return Optional.of(new ObjectInfo(place.name(), version, size));
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw LoopException.poison("event has no text '" + field + "'");
        }
        return value.textValue();
    }
}
