package dev.loopkeeper.loop;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.RetrainPolicy;
import dev.loopkeeper.rollout.CanaryJudge;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Every model's loop on one object store: loads, decides, and commits with put-if-absent as the only concurrency
 * control.
 *
 * <p>A commit writes the wake-up of what follows first, so that a crash right after it loses nothing, and then hints at
 * the steps that became due.
 */
public final class Loops {
    private final ObjectStore store;
    private final StepQueue queue;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final RetrainPolicy policy;
    private final CanaryJudge judge;
    private final Journal journal;
    private final Function<String, Optional<LoopConfig>> configs;
    private final boolean mirrors;

    /** {@code ids} makes a new unique text at every call. */
    public Loops(
            ObjectStore store,
            StepQueue queue,
            InstantSource clock,
            Supplier<String> ids,
            RetrainPolicy policy,
            CanaryJudge judge) {
        this(store, queue, clock, ids, policy, judge, model -> stored(store, model));
    }

    /** As above, with configurations from elsewhere: {@code configs} is asked by the model's name. */
    public Loops(
            ObjectStore store,
            StepQueue queue,
            InstantSource clock,
            Supplier<String> ids,
            RetrainPolicy policy,
            CanaryJudge judge,
            Function<String, Optional<LoopConfig>> configs) {
        this(store, queue, clock, ids, policy, judge, configs, false);
    }

    private Loops(
            ObjectStore store,
            StepQueue queue,
            InstantSource clock,
            Supplier<String> ids,
            RetrainPolicy policy,
            CanaryJudge judge,
            Function<String, Optional<LoopConfig>> configs,
            boolean mirrors) {
        this.store = store;
        this.queue = queue;
        this.clock = clock;
        this.ids = ids;
        this.policy = policy;
        this.judge = judge;
        this.journal = new Journal(store, clock);
        this.configs = configs;
        this.mirrors = mirrors;
    }

    /** The same loops where endpoints can mirror requests; elsewhere {@code rollout.mirror} is a problem. */
    public Loops mirroring() {
        return new Loops(store, queue, clock, ids, policy, judge, configs, true);
    }

    public Journal journal() {
        return journal;
    }

    /** The model's state after the newest commit. */
    public LoopState state(String model) {
        return journal.load(model);
    }

    /**
     * The model's configuration, empty when it has none.
     *
     * @throws LoopException of kind {@code POISON} with every problem when it is not valid
     */
    public Optional<LoopConfig> config(String model) {
        Optional<LoopConfig> config = configs.apply(model);
        config.flatMap(c -> c.rollout().mirror()).filter(percent -> !mirrors).ifPresent(percent -> {
            throw LoopException.poison(Layout.config(model) + ": rollout.mirror is " + percent
                    + ", but the endpoints of this installation cannot mirror requests: remove the key, or serve from"
                    + " Azure Machine Learning");
        });
        return config;
    }

    private static Optional<LoopConfig> stored(ObjectStore store, String model) {
        String key = Layout.config(model);
        return store.get(key).map(body -> read(body, key, model));
    }

    /**
     * Reads a configuration.
     *
     * @throws LoopException of kind {@code POISON} with every problem, also when it is another model's
     */
    public static LoopConfig read(byte[] body, String key, String model) {
        LoopConfig config = LoopConfigReader.read(body, key).orPoison();
        if (!config.model().equals(model)) {
            throw LoopException.poison(
                    key + " is for model '" + config.model() + "', but its folder is '" + model + "': name them alike");
        }
        return config;
    }

    /** The loop of a model under its configuration. */
    public Loop loop(LoopConfig config) {
        return new Loop(config, policy, judge);
    }

    /** A new unique text. */
    public String newId() {
        return ids.get();
    }

    /**
     * Decides a command on the newest state and commits what follows.
     *
     * @param by the step or person behind it
     * @throws LoopException of kind {@code CONFLICT} when five others were faster in a row
     */
    public Decided commit(LoopConfig config, String by, Command command) {
        return turn(config, by, turn -> turn.commit(command));
    }

    /** Does work that reads the journal once and may commit several times; what failed in it is thrown on. */
    public <T> T turn(LoopConfig config, String by, Function<Turn, T> work) {
        return done(new Turn(this, config, by, journal.load(config.model())), work);
    }

    /**
     * As above, for work that looks at the world before it looks at the journal: what it begins with is a true
     * beginning of the journal, and may lack the newest commits until {@link Turn#look()}.
     */
    public <T> T turnBeforeLook(LoopConfig config, String by, Function<Turn, T> work) {
        return done(new Turn(this, config, by, journal.beginning(config.model())), work);
    }

    private static <T> T done(Turn turn, Function<Turn, T> work) {
        T result;
        try {
            result = work.apply(turn);
        } catch (LoopException e) {
            // What was committed before the failure stands, and others need not wait for sweep to hear of it.
            try {
                turn.end();
            } catch (LoopException more) {
                e.addSuppressed(more);
            }
            throw e;
        }
        turn.end();
        return result;
    }

    Instant now() {
        return clock.instant();
    }

    void hint(StepName step, String model, Instant now) {
        queue.send(step, model, now);
    }

    /** Asks sweep to look at a model at the first whole minute after {@code at}. */
    public void wakeUp(String model, Instant at) {
        store.put(Layout.wakeUp(minute(at), model), new byte[0]);
    }

    static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    }
}
