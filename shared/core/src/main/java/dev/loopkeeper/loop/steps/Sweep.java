package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.StepQueue;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Wakes what is due and sends again what was lost: the reason why no message ever has to arrive.
 *
 * <p>Only wake-ups that are due are listed, so the cost follows activity and not the number of models. The next wake-up
 * is written before the old one goes, and the old one goes only if nobody has renewed it since.
 */
public final class Sweep {
    private static final Logger LOG = LogManager.getLogger(Sweep.class);
    /** Mostly little is due, and of what lies ahead no more need be listed to see it. */
    private static final int A_FEW = 100;

    private static final Duration PENDING_LOOK = Duration.ofHours(1);

    private final Loops loops;
    private final ObjectStore store;
    private final StepQueue queue;
    private final InstantSource clock;
    private final LastValid lastValid;

    public Sweep(Loops loops, ObjectStore store, StepQueue queue, InstantSource clock) {
        this.loops = loops;
        this.store = store;
        this.queue = queue;
        this.clock = clock;
        this.lastValid = new LastValid(loops, store);
    }

    /** Handles every due wake-up and returns how many there were. */
    public int sweep() {
        Instant now = clock.instant();
        String end = Layout.WAKE_UPS + Layout.minute(now) + "/\uffff";
        int handled = 0;
        List<ObjectInfo> due = due("", end);
        while (!due.isEmpty()) {
            Map<String, List<ObjectInfo>> models = new LinkedHashMap<>();
            due.forEach(w ->
                    models.computeIfAbsent(model(w), m -> new ArrayList<>()).add(w));
            models.forEach(this::wake);
            handled += due.size();
            due = due.size() < A_FEW ? List.of() : due(due.get(due.size() - 1).key(), end);
        }
        return handled;
    }

    private List<ObjectInfo> due(String after, String end) {
        return store.list(Layout.WAKE_UPS, after, A_FEW).stream()
                .filter(w -> w.key().compareTo(end) <= 0)
                .toList();
    }

    private static String model(ObjectInfo wakeUp) {
        return wakeUp.key().substring(wakeUp.key().lastIndexOf('/') + 1);
    }

    /** Several wake-ups of a model are one look. */
    private void wake(String model, List<ObjectInfo> wakeUps) {
        try {
            lastValid
                    .find(model)
                    .ifPresent(found -> look(found.config(), found.broken().isPresent()));
            wakeUps.forEach(store::deleteIf);
        } catch (LoopException e) {
            // One broken model must not keep the others asleep; its wake-up stays and is tried again.
            LOG.warn("model {} could not be woken: {}", model, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("model {} could not be woken for a defect: {}", model, e.toString(), e);
        }
    }

    /** Looks at one model: asks for what is due, and sees to the next look. */
    public void look(LoopConfig config) {
        look(config, false);
    }

    /**
     * Under the last valid configuration only what may be done under it is asked for; the rest waits for its mending.
     */
    private void look(LoopConfig config, boolean broken) {
        Instant now = clock.instant();
        String model = config.model();
        LoopState state = loops.state(model);
        List<StepName> due = loops.loop(config).due(state, now);
        boolean idle = state.training().phase() instanceof TrainingPhase.Idle && !state.paused();
        boolean pending =
                idle && !store.list(Layout.pendingPrefix(model), "", 1).isEmpty();
        // Looked at also before anything of ours serves: the endpoint may serve something that has to be adopted.
        Stream<StepName> hints =
                Stream.concat(due.stream(), Stream.of(StepName.ADJUST_TRAFFIC, StepName.UPDATE_REGISTRY));
        Stream.concat(hints, pending ? Stream.of(StepName.PLAN_RETRAINING) : Stream.empty())
                .distinct()
                .filter(step -> !broken || LastValid.steered(step))
                .forEach(step -> queue.send(step, model, now));
        Optional<Instant> later = pending ? Optional.of(now.plus(PENDING_LOOK)) : Optional.empty();
        Stream.concat(loops.loop(config).nextLook(state, now).stream(), later.stream())
                .min(Instant::compareTo)
                .ifPresent(at -> loops.wakeUp(model, at));
    }
}
