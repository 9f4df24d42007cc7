package dev.loopkeeper.gcp.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.store.ObjectStream;
import dev.loopkeeper.connectors.store.Places;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectKeys;
import dev.loopkeeper.store.ObjectStore;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Objects in Cloud Storage over its JSON API; a version is a generation.
 *
 * <p>Only {@code ifGenerationMatch} protects a write there: {@code If-None-Match} holds for reads alone. A write whose
 * answer was lost is sent again; when the repeat is refused, the mark on the standing object (see {@link Upload}) tells
 * whether it is our own. A bucket that does not exist is {@code TRANSIENT} everywhere: it must not look like an empty
 * one.
 */
public final class GcsObjectStore implements ObjectStore {
    private static final int LARGEST_GET = 16 << 20;

    private final GoogleRest rest;
    private final GcsNames names;
    private final Places buckets;

    /** @param host such as {@code https://storage.googleapis.com}, or an emulator's */
    public GcsObjectStore(GoogleRest rest, String host, Buckets buckets) {
        this.rest = rest;
        this.names = new GcsNames(host);
        this.buckets = buckets.places();
    }

    @Override
    public Optional<byte[]> get(String key) {
        RestAnswer answer = rest.call(RestCall.get(object(key) + "?alt=media"), what(key));
        if (gone(answer, key)) {
            return Optional.empty();
        }
        served(key).version(expected(answer, key));
        if (answer.body().length > LARGEST_GET) {
            throw LoopException.poison(what(key) + " is larger than 16 MiB, the limit of a record: stream it instead");
        }
        return Optional.of(answer.body());
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        Upload upload = Upload.of(key, body);
        RestAnswer answer;
        try {
            answer = rest.call(upload.to(uploads(key) + "&ifGenerationMatch=0"), what(key));
        } catch (LoopException e) {
            return turnedAway(upload, key, e);
        }
        if (answer.status() == 412) {
            return answer.mayRepeat() && stands(upload, key);
        }
        written(answer, key);
        return true;
    }

    /**
     * Who may create and not replace can be told 403 instead of 412 by a name that stands: replacing takes
     * {@code storage.objects.delete}, and nothing says which of the two is looked at first.
     */
    private boolean turnedAway(Upload upload, String key, LoopException why) {
        if (why.kind() != LoopException.Kind.TRANSIENT || stat(key).isEmpty()) {
            throw why;
        }
        return stands(upload, key);
    }

    /** Whether the object that refused our repeat was made by this very upload, one try earlier. */
    private boolean stands(Upload upload, String key) {
        RestAnswer answer = rest.call(RestCall.get(object(key) + "?fields=metadata"), what(key));
        if (gone(answer, key)) {
            throw LoopException.unknownOutcome(
                    what(key) + " was deleted while its creation was checked: read back what it stood for", null);
        }
        JsonNode metadata = expected(answer, key).json(what(key)).path("metadata");
        return metadata.path(Upload.MARK).asText("").equals(upload.mark());
    }

    @Override
    public void put(String key, byte[] body) {
        written(rest.call(Upload.of(key, body).to(uploads(key)), what(key)), key);
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        RestAnswer answer = rest.call(RestCall.get(object(key) + "?fields=generation,size"), what(key));
        if (gone(answer, key)) {
            return Optional.empty();
        }
        return Optional.of(GcsListing.info(key, expected(answer, key).json(what(key)), what(key)));
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        return new GcsListing(rest, names, buckets).list(prefix, after, limit);
    }

    @Override
    public InputStream open(String key) {
        return ObjectStream.open(served(key));
    }

    /** One request: what it answers names the generation that it streams. */
    @Override
    public Optional<InputStream> openIf(ObjectInfo seen) {
        return ObjectStream.openIf(served(seen.key()), GcsNames.generation(seen));
    }

    @Override
    public void delete(String key) {
        deleted(RestCall.delete(object(key)), key);
    }

    /** After a lost answer a version that is gone may be our own doing; it is told as gone all the same. */
    @Override
    public boolean deleteIf(ObjectInfo seen) {
        String match = "?ifGenerationMatch=" + GcsNames.generation(seen);
        return deleted(RestCall.delete(object(seen.key()) + match), seen.key());
    }

    private boolean deleted(RestCall call, String key) {
        RestAnswer answer = rest.call(call, what(key));
        if (answer.status() == 412 || gone(answer, key)) {
            return false;
        }
        if (expected(answer, key).header("content-type").orElse("").contains("html")) {
            throw LoopException.unknownOutcome(
                    what(key) + " may not have been deleted: the answer is a web page of something in between", null);
        }
        return true;
    }

    private ServedGcsObject served(String key) {
        return new ServedGcsObject(rest, object(key), what(key));
    }

    private String object(String key) {
        return names.object(buckets.of(ObjectKeys.check(key)), key);
    }

    private String uploads(String key) {
        return names.uploads(buckets.of(ObjectKeys.check(key)), key);
    }

    private String what(String key) {
        return "object '" + key + "' of bucket " + buckets.of(key);
    }

    private boolean gone(RestAnswer answer, String key) {
        if (answer.status() != 404) {
            return false;
        }
        if (!served(key).absent(answer)) {
            throw LoopException.transientFailure(
                    what(key) + " cannot be looked for: the bucket does not exist; create it or correct its name",
                    null);
        }
        return true;
    }

    private RestAnswer expected(RestAnswer answer, String key) {
        if (!answer.ok()) {
            throw LoopException.transientFailure(
                    what(key) + " was not served: " + answer.status() + " " + answer.reason(), null);
        }
        return answer;
    }

    /** A success that names no generation may come from a proxy in between: the write may or may not have arrived. */
    private void written(RestAnswer answer, String key) {
        if (answer.status() == 404) {
            throw LoopException.transientFailure(
                    what(key) + " was not written: the bucket does not exist; create it or correct its name", null);
        }
        expected(answer, key);
        try {
            GcsListing.info(key, answer.json(what(key)), what(key));
        } catch (LoopException e) {
            throw LoopException.unknownOutcome(what(key) + " may not have been written: " + e.getMessage(), e);
        }
    }
}
