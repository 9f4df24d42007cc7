package dev.loopkeeper.loop;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The least of an object store, for tests of the journal alone. */
final class Shelf implements ObjectStore {
    private final TreeMap<String, byte[]> objects = new TreeMap<>();

    @Override
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        return objects.putIfAbsent(key, body) == null;
    }

    @Override
    public void put(String key, byte[] body) {
        objects.put(key, body);
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        return get(key).map(
                        body -> new ObjectInfo(key, Integer.toString(java.util.Arrays.hashCode(body)), body.length));
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        return objects.tailMap(after, false).keySet().stream()
                .filter(k -> k.startsWith(prefix))
                .limit(limit)
                .map(k -> stat(k).orElseThrow())
                .toList();
    }

    @Override
    public InputStream open(String key) {
        return new ByteArrayInputStream(
                get(key).orElseThrow(() -> LoopException.transientFailure(key + " is missing", null)));
    }

    @Override
    public void delete(String key) {
        objects.remove(key);
    }

    @Override
    public boolean deleteIf(ObjectInfo seen) {
        return stat(seen.key()).filter(seen::equals).isPresent() && objects.remove(seen.key()) != null;
    }
}
