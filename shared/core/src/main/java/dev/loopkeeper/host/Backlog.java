package dev.loopkeeper.host;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.BatchId;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectKeys;
import dev.loopkeeper.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Uploads and outcomes whose event came before a valid configuration, and so came to nothing: both folders of a model
 * are listed once after its {@code loop.yaml} has changed, and what was never taken in is taken in.
 *
 * <p>Done in turns; {@code followed/<model>.backlog} keeps the last name that was looked at, and goes at the end. What
 * can never be read becomes a dead letter; what may heal stops the turn, and the next one begins with it.
 */
final class Backlog {
    /** Objects that one call looks at. */
    static final int A_TURN = 1_000;

    private static final Logger LOG = LogManager.getLogger(Backlog.class);
    /** Well within what a function may take; a turn that is cut off all the same is only done again. */
    private static final Duration TIME = Duration.ofSeconds(30);

    private final Ground ground;
    private final Brought brought;
    private final Guarded guarded;

    Backlog(Ground ground) {
        this.ground = ground;
        this.brought = new Brought(ground);
        this.guarded = new Guarded(ground.store(), ground.clock());
    }

    /** Sees to it that the model's folders are looked at from their beginning. */
    void open(String model) {
        ground.store().put(Layout.backlog(model), new byte[0]);
    }

    /** Looks at up to {@code limit} objects of a model whose backlog is open; returns how many those were. */
    int turn(LoopConfig config, int limit) {
        ObjectStore store = ground.store();
        String key = Layout.backlog(config.model());
        Instant end = ground.clock().instant().plus(TIME);
        String at =
                store.get(key).map(b -> new String(b, StandardCharsets.UTF_8)).orElse("");
        int looked = 0;
        List<ObjectInfo> page = next(config, at);
        while (!page.isEmpty()) {
            for (ObjectInfo object : page) {
                boolean on = looked < limit && !ground.clock().instant().isAfter(end) && done(config, object);
                if (!on) {
                    store.put(key, at.getBytes(StandardCharsets.UTF_8));
                    return looked;
                }
                at = object.key();
                looked++;
            }
            page = next(config, at);
        }
        store.delete(key);
        return looked;
    }

    private List<ObjectInfo> next(LoopConfig config, String at) {
        String data = config.data().prefix();
        String outcomes = Layout.outcomesPrefix(config.model());
        List<ObjectInfo> page =
                at.startsWith(outcomes) ? List.of() : ground.store().list(data, at.startsWith(data) ? at : "", A_TURN);
        return page.isEmpty() ? ground.store().list(outcomes, at.startsWith(outcomes) ? at : "", A_TURN) : page;
    }

    /** {@code false} when the object has to be looked at again. */
    private boolean done(LoopConfig config, ObjectInfo object) {
        boolean data = object.key().startsWith(config.data().prefix());
        if (object.key().endsWith("/") || !data && scored(config, object)) {
            return true;
        }
        byte[] input = Json.write(Map.of("object", object.key(), "version", object.version()));
        try {
            guarded.run(data ? StepName.INGEST_DATA : StepName.SCORE_OUTCOMES, input, () -> {
                ObjectKeys.check(object.key());
                brought.take(config, object);
            });
            return true;
        } catch (LoopException e) {
            LOG.warn("{} is taken again later: {}", object.key(), e.getMessage());
            return false;
        }
    }

    private boolean scored(LoopConfig config, ObjectInfo object) {
        String id = BatchId.of(object.key(), object.version());
        return ground.store().stat(Layout.score(config.model(), id)).isPresent();
    }
}
