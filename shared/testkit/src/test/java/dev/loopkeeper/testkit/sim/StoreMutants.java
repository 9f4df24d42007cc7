package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Wrong protocols, each made by a store that reorders, hides or leaves out. */
final class StoreMutants {
    private StoreMutants() {}

    /** Pending markers go when a run is prepared, not when it has succeeded. */
    static final class PendingGoesBeforeSuccess implements Mutant {
        @Override
        public ObjectStore store(ObjectStore store) {
            return new StoreWrapper(store) {
                @Override
                public boolean putIfAbsent(String key, byte[] body) {
                    boolean created = super.putIfAbsent(key, body);
                    if (key.endsWith("/request.json")) {
                        Json.read(body, TrainingRequest.class, key)
                                .batches()
                                .forEach(b -> delete(Layout.pending(Terms.MODEL, b.id())));
                    }
                    return created;
                }
            };
        }
    }

    /** A batch is named by the delivery of its event, not by its content. */
    static final class BatchNamedByDelivery implements Mutant {
        @Override
        public String objectVersion(String version, int delivery) {
            return version + "-" + delivery;
        }

        @Override
        public ObjectStore store(ObjectStore store) {
            return new StoreWrapper(store) {
                @Override
                public Optional<InputStream> openIf(ObjectInfo seen) {
                    boolean upload = seen.key().startsWith("data/");
                    return super.openIf(upload ? super.stat(seen.key()).orElse(seen) : seen);
                }
            };
        }
    }

    /** A batch counts as ingested before it is marked as pending. */
    static final class RecordBeforeMarker implements Mutant {
        @Override
        public ObjectStore store(ObjectStore store) {
            return new StoreWrapper(store) {
                private final Map<String, byte[]> markers = new HashMap<>();

                @Override
                public boolean putIfAbsent(String key, byte[] body) {
                    if (key.startsWith("pending/")) {
                        markers.put(key.substring(key.lastIndexOf('/') + 1), body);
                        return true;
                    }
                    boolean created = super.putIfAbsent(key, body);
                    if (key.startsWith("batches/")) {
                        String id = key.substring(key.lastIndexOf('/') + 1).replace(".json", "");
                        byte[] marker = markers.remove(id);
                        if (marker != null) {
                            super.putIfAbsent(Layout.pending(Terms.MODEL, id), marker);
                        }
                    }
                    return created;
                }
            };
        }
    }

    /** A delivery is marked before it is made. */
    static final class MarksBeforeDelivery implements Mutant {
        @Override
        public ObjectStore store(ObjectStore store) {
            return new StoreWrapper(store) {
                @Override
                public Optional<ObjectInfo> stat(String key) {
                    Optional<ObjectInfo> found = super.stat(key);
                    if (key.startsWith("sent/") && found.isEmpty()) {
                        super.putIfAbsent(key, new byte[] {'1'});
                    }
                    return found;
                }
            };
        }
    }

    /** What was decided about traffic on one state is committed on the next one, without deciding again. */
    static final class DecidesOnce implements Mutant {
        @Override
        public ObjectStore store(ObjectStore store) {
            return new StoreWrapper(store) {
                @Override
                public boolean putIfAbsent(String key, byte[] body) {
                    boolean created = super.putIfAbsent(key, body);
                    if (!created && key.startsWith("journal/")) {
                        Commit commit = Json.read(body, Commit.class, key);
                        long seq = Long.parseLong(key.substring(key.lastIndexOf('/') + 1, key.lastIndexOf('.')));
                        boolean shift = commit.events().stream()
                                .anyMatch((Event e) -> e instanceof dev.loopkeeper.loop.RolloutEvent);
                        if (shift) {
                            super.putIfAbsent(Layout.commit(Terms.MODEL, seq + 1), body);
                        }
                    }
                    return created;
                }
            };
        }
    }

    /** Wake-ups are never written. */
    static final class WakeUpsAreLost implements Mutant {
        @Override
        public ObjectStore store(ObjectStore store) {
            return new StoreWrapper(store) {
                @Override
                public void put(String key, byte[] body) {
                    if (!key.startsWith(Layout.WAKE_UPS)) {
                        super.put(key, body);
                    }
                }
            };
        }
    }

    /** A lost race is taken for a success. */
    static final class OverwritesCommits implements Mutant {
        @Override
        public ObjectStore store(ObjectStore store) {
            return new StoreWrapper(store) {
                @Override
                public boolean putIfAbsent(String key, byte[] body) {
                    return super.putIfAbsent(key, body) || key.startsWith("journal/");
                }
            };
        }
    }

    /** One's own commit after a lost answer is taken for another's. */
    static final class OwnCommitIsAConflict implements Mutant {
        @Override
        public ObjectStore store(ObjectStore store) {
            return new StoreWrapper(store) {
                private String refused = "";

                @Override
                public boolean putIfAbsent(String key, byte[] body) {
                    boolean created = super.putIfAbsent(key, body);
                    refused = !created && key.startsWith("journal/") ? key : refused;
                    return created;
                }

                @Override
                public Optional<byte[]> get(String key) {
                    boolean hidden = key.equals(refused);
                    refused = "";
                    return hidden ? Optional.empty() : super.get(key);
                }
            };
        }
    }
}
