package dev.loopkeeper.bench.retrain;

import dev.loopkeeper.bench.drift.Vendor;
import dev.loopkeeper.replay.ReplayPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Retrains when a vendor's default drift alarm fires between the rows the version learnt from and the newest batch. It
 * needs no labels, so a delay of labels does not delay it.
 */
final class OnDrift implements ReplayPolicy {
    private final Vendor vendor;
    private final History history;
    private final Map<Long, Boolean> alarms = new ConcurrentHashMap<>();

    OnDrift(Vendor vendor, History history) {
        this.vendor = vendor;
        this.history = history;
    }

    @Override
    public String name() {
        return vendor.label();
    }

    @Override
    public Player start(Stage stage) {
        return turn -> alarms.computeIfAbsent((long) turn.model() << 32 | turn.batch(), x -> alarm(turn));
    }

    private boolean alarm(Turn turn) {
        return vendor.alarm(history.learnt(turn.model()), history.batch(turn.batch()));
    }
}
