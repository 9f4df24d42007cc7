package dev.loopkeeper.azure.store;

import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.connectors.store.ObjectStream;
import dev.loopkeeper.connectors.store.Places;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectKeys;
import dev.loopkeeper.store.ObjectStore;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Objects in Blob Storage over its REST API; a version is an ETag without quotes, as events give it.
 *
 * <p>{@code If-None-Match: *} protects a creation: a name that exists answers 409 {@code BlobAlreadyExists}, or 412
 * when two arrive together. A write whose answer was lost is sent again; when the repeat is refused, the mark on the
 * standing blob (see {@link BlobUpload}) tells whether it is our own.
 */
public final class BlobObjectStore implements ObjectStore {
    private static final int LARGEST_GET = 16 << 20;

    private final RestClient rest;
    private final BlobNames names;
    private final Places containers;

    /**
     * @param rest made by {@link dev.loopkeeper.azure.rest.AzureRest#storage}
     * @param host such as {@code https://account.blob.core.windows.net}; an emulator's ends with the account
     */
    public BlobObjectStore(RestClient rest, String host, Containers containers) {
        this.rest = rest;
        this.names = new BlobNames(host);
        this.containers = containers.places();
    }

    @Override
    public Optional<byte[]> get(String key) {
        RestAnswer answer = rest.call(RestCall.get(blob(key)), what(key));
        if (answers(key).absent(answer)) {
            return Optional.empty();
        }
        answers(key).version(answers(key).expected(answer, 200));
        if (answer.body().length > LARGEST_GET) {
            throw LoopException.poison(what(key) + " is larger than 16 MiB, the limit of a record: stream it instead");
        }
        return Optional.of(answer.body());
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        BlobUpload upload = BlobUpload.of(key, body);
        RestAnswer answer;
        try {
            answer = rest.call(upload.to(blob(key)).with("If-None-Match", "*"), what(key));
        } catch (LoopException e) {
            return turnedAway(upload, key, e);
        }
        if (answers(key).conditionFailed(answer)) {
            return answer.mayRepeat() && stands(upload, key);
        }
        answers(key).done(answer, 201, "written");
        return true;
    }

    /**
     * Who may create and not replace can be told 403 instead of 409 by a name that stands: replacing takes
     * {@code blobs/write}, and nothing says which of the two is looked at first.
     */
    private boolean turnedAway(BlobUpload upload, String key, LoopException why) {
        if (why.kind() != LoopException.Kind.TRANSIENT || stat(key).isEmpty()) {
            throw why;
        }
        return stands(upload, key);
    }

    /** Whether the blob that refused our repeat was made by this very upload, one try earlier. */
    private boolean stands(BlobUpload upload, String key) {
        RestAnswer answer = rest.call(RestCall.head(blob(key)), what(key));
        if (answers(key).absent(answer)) {
            throw LoopException.unknownOutcome(
                    what(key) + " was deleted while its creation was checked: read back what it stood for", null);
        }
        answers(key).version(answers(key).expected(answer, 200));
        return answer.header(BlobUpload.MARK).equals(Optional.of(upload.mark()));
    }

    @Override
    public void put(String key, byte[] body) {
        RestAnswer answer = rest.call(BlobUpload.of(key, body).to(blob(key)), what(key));
        answers(key).done(answer, 201, "written");
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        RestAnswer answer = rest.call(RestCall.head(blob(key)), what(key));
        if (answers(key).absent(answer)) {
            return Optional.empty();
        }
        String version = answers(key).version(answers(key).expected(answer, 200));
        long size = Long.parseLong(answer.header("content-length").orElse("0"));
        return Optional.of(new ObjectInfo(key, version, size));
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        return new BlobListing(rest, names, containers).list(prefix, after, limit);
    }

    @Override
    public InputStream open(String key) {
        return ObjectStream.open(served(key));
    }

    /** One request: what it answers names the version that it streams. */
    @Override
    public Optional<InputStream> openIf(ObjectInfo seen) {
        return ObjectStream.openIf(served(seen.key()), seen.version());
    }

    @Override
    public void delete(String key) {
        deleted(RestCall.delete(blob(key)), key);
    }

    /** After a lost answer a version that is gone may be our own doing; it is told as gone all the same. */
    @Override
    public boolean deleteIf(ObjectInfo seen) {
        return deleted(RestCall.delete(blob(seen.key())).with("If-Match", BlobNames.match(seen)), seen.key());
    }

    private boolean deleted(RestCall call, String key) {
        RestAnswer answer = rest.call(call, what(key));
        if (answers(key).absent(answer) || answers(key).conditionFailed(answer)) {
            return false;
        }
        answers(key).done(answer, 202, "deleted");
        return true;
    }

    private String blob(String key) {
        return names.blob(containers.of(ObjectKeys.check(key)), key);
    }

    private ServedBlob served(String key) {
        return new ServedBlob(rest, blob(key), what(key));
    }

    private BlobAnswers answers(String key) {
        return new BlobAnswers(what(key));
    }

    private String what(String key) {
        return "object '" + key + "' of container " + containers.of(key);
    }
}
