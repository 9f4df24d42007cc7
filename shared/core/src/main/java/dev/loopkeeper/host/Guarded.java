package dev.loopkeeper.host;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Runs the body of a function and tells failures apart for the host.
 *
 * <p>An input that no attempt will ever accept becomes one dead letter, however often it is delivered, and is
 * acknowledged. Everything else is thrown on, and the host delivers again; so is the failure to write the dead letter.
 */
public final class Guarded {
    private static final Logger LOG = LogManager.getLogger(Guarded.class);

    private final ObjectStore store;
    private final InstantSource clock;

    public Guarded(ObjectStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Runs work on an input; empty when it was done, the dead letter when it was given up. */
    public Optional<DeadLetter> run(StepName function, byte[] input, Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (LoopException e) {
            if (e.kind() != LoopException.Kind.POISON) {
                throw e;
            }
            return Optional.of(dead(function, input, e));
        }
    }

    /**
     * Answers a request: 400 and a dead letter for a bad one, 503 for what may heal, 500 for a fault of ours.
     *
     * <p>Check who is calling first: a stranger's rubbish is answered, never kept.
     */
    public HttpAnswer answer(StepName function, HttpCall call, Supplier<HttpAnswer> work) {
        return HttpAnswer.guarded(call, () -> {
            try {
                return work.get();
            } catch (LoopException e) {
                if (e.kind() == LoopException.Kind.POISON) {
                    dead(function, call.body(), e);
                }
                throw e;
            }
        });
    }

    private DeadLetter dead(StepName function, byte[] input, LoopException why) {
        DeadLetter letter = DeadLetter.of(function, input, why.getMessage(), clock.instant());
        String key = Layout.deadLetter(function.text(), letter.id());
        if (store.putIfAbsent(key, Json.write(letter))) {
            LOG.error("{} gave up an input, see {}: {}", function.text(), key, letter.reason());
        }
        return letter;
    }
}
