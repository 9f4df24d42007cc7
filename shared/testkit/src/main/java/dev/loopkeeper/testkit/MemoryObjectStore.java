package dev.loopkeeper.testkit;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectKeys;
import dev.loopkeeper.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An object store in memory that keeps every promise of the port: one lock, copies in and out, and a generation that is
 * never used twice. Deterministic: the same calls in the same order give the same versions.
 */
public final class MemoryObjectStore implements ObjectStore {
    private record Stored(byte[] body, long generation) {}

    private final TreeMap<String, Stored> objects = new TreeMap<>(ObjectKeys.BYTE_ORDER);
    private long generation;

    @Override
    public synchronized Optional<byte[]> get(String key) {
        return Optional.ofNullable(objects.get(ObjectKeys.check(key)))
                .map(stored -> stored.body().clone());
    }

    @Override
    public synchronized boolean putIfAbsent(String key, byte[] body) {
        if (objects.containsKey(ObjectKeys.check(key))) {
            return false;
        }
        put(key, body);
        return true;
    }

    @Override
    public synchronized void put(String key, byte[] body) {
        objects.put(ObjectKeys.check(key), new Stored(body.clone(), ++generation));
    }

    @Override
    public synchronized Optional<ObjectInfo> stat(String key) {
        return Optional.ofNullable(objects.get(ObjectKeys.check(key))).map(stored -> info(key, stored));
    }

    @Override
    public synchronized List<ObjectInfo> list(String prefix, String after, int limit) {
        String from = ObjectKeys.BYTE_ORDER.compare(prefix, after) > 0 ? prefix : after;
        return objects.tailMap(from, true).entrySet().stream()
                .takeWhile(e -> e.getKey().startsWith(prefix))
                .filter(e -> after.isEmpty() || !e.getKey().equals(after))
                .limit(limit)
                .map(e -> info(e.getKey(), e.getValue()))
                .toList();
    }

    @Override
    public InputStream open(String key) {
        return new ByteArrayInputStream(get(key).orElseThrow(
                        () -> LoopException.transientFailure("object '" + key + "' does not exist (any more)", null)));
    }

    @Override
    public synchronized Optional<InputStream> openIf(ObjectInfo seen) {
        return stat(seen.key())
                .filter(now -> now.version().equals(seen.version()))
                .map(now -> open(now.key()));
    }

    @Override
    public synchronized void delete(String key) {
        objects.remove(ObjectKeys.check(key));
    }

    @Override
    public synchronized boolean deleteIf(ObjectInfo seen) {
        boolean same = stat(seen.key())
                .filter(now -> now.version().equals(seen.version()))
                .isPresent();
        if (same) {
            objects.remove(seen.key());
        }
        return same;
    }

    /** How many objects there are. */
    public synchronized int size() {
        return objects.size();
    }

    /** Every key and size, one a line, for a failure message. */
    public synchronized String dump() {
        StringBuilder text = new StringBuilder();
        objects.forEach((key, stored) ->
                text.append(key).append(' ').append(stored.body().length).append('\n'));
        return text.toString();
    }

    private static ObjectInfo info(String key, Stored stored) {
        return new ObjectInfo(key, Long.toString(stored.generation()), stored.body().length);
    }
}
