package dev.loopkeeper.gcp.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.store.Escaped;
import dev.loopkeeper.connectors.store.Places;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads listings page by page. The service lists from an offset on, that name included, in the order of UTF-8 bytes;
 * placeholders of folders (names that end with a slash) are nobody's objects and are left out.
 */
record GcsListing(GoogleRest rest, GcsNames names, Places buckets) {
    private static final int LARGEST_PAGE = 1_000;

    List<ObjectInfo> list(String prefix, String after, int limit) {
        List<ObjectInfo> found = new ArrayList<>();
        for (String bucket : buckets.under(prefix)) {
            found.addAll(ofBucket(bucket, prefix, after, limit));
        }
        found.sort(Comparator.comparing(ObjectInfo::key, ObjectKeys.BYTE_ORDER));
        return List.copyOf(found.subList(0, Math.min(limit, found.size())));
    }

    private List<ObjectInfo> ofBucket(String bucket, String prefix, String after, int limit) {
        List<ObjectInfo> found = new ArrayList<>();
        String pageToken = "";
        do {
            int wanted = Math.min(LARGEST_PAGE, limit - found.size() + (after.isEmpty() ? 0 : 1));
            JsonNode page = page(bucket, prefix, after, wanted, pageToken);
            for (JsonNode item : page.path("items")) {
                String key = item.path("name").asText();
                if (found.size() < limit && listed(bucket, key, after)) {
                    found.add(info(key, item, "an object of bucket " + bucket));
                }
            }
            pageToken = page.path("nextPageToken").asText("");
        } while (!pageToken.isEmpty() && found.size() < limit);
        return found;
    }

    private boolean listed(String bucket, String key, String after) {
        return !key.equals(after) && !key.endsWith("/") && buckets.of(key).equals(bucket);
    }

    private JsonNode page(String bucket, String prefix, String after, int wanted, String pageToken) {
        String uri = names.objects(bucket) + "?fields=items(name,generation,size),nextPageToken&maxResults=" + wanted
                + "&prefix=" + Escaped.of(prefix)
                + (after.isEmpty() ? "" : "&startOffset=" + Escaped.of(after))
                + (pageToken.isEmpty() ? "" : "&pageToken=" + Escaped.of(pageToken));
        String what = "listing of '" + prefix + "' in bucket " + bucket;
        RestAnswer answer = rest.call(RestCall.get(uri), what);
        if (answer.status() == 404) {
            throw LoopException.transientFailure(
                    what + " is not possible: the bucket does not exist; create it or correct its name", null);
        }
        JsonNode page = answer.json(what);
        if (!answer.ok() || !page.isObject()) {
            throw LoopException.transientFailure(what + " failed: " + answer.status() + " " + answer.reason(), null);
        }
        return page;
    }

    /** What the service says about one object; without a generation the answer is not its own. */
    static ObjectInfo info(String key, JsonNode item, String what) {
        String generation = item.path("generation").asText("");
        if (generation.isEmpty()) {
            throw LoopException.transientFailure(
                    what + " came without a generation: is something between us and Cloud Storage?", null);
        }
        return new ObjectInfo(key, generation, item.path("size").asLong());
    }
}
