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
    private static final int TRIES = 5;

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
        this.journal = new Journal(store);
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

    /** What a command would do now, without doing it. */
    public Decided preview(LoopConfig config, Command command) {
        return loop(config).decide(state(config.model()), command, clock.instant());
    }

    /**
     * Decides a command on the newest state and commits what follows.
     *
     * @param by the step or person behind it
     * @throws LoopException of kind {@code CONFLICT} when five others were faster in a row
     */
    public Decided commit(LoopConfig config, String by, Command command) {
        Loop loop = loop(config);
        String opId = ids.get();
        for (int i = 0; i < TRIES; i++) {
            LoopState state = journal.load(config.model());
            Instant now = clock.instant();
            Decided decided = loop.decide(state, command, now);
            if (!(decided instanceof Decided.Events events) || events.events().isEmpty()) {
                return decided;
            }
            Commit commit = new Commit(opId, now, by, events.events());
            LoopState wanted = state.plus(commit, state.seq() + 1);
            loop.nextLook(wanted, now).ifPresent(at -> wakeUp(config.model(), at));
            if (journal.append(state, commit).isPresent()) {
                loop.due(wanted, now).forEach(step -> queue.send(step, config.model(), now));
                return decided;
            }
        }
        throw LoopException.conflict("journal of model " + config.model() + " was written by others " + TRIES
                + " times in a row; the step is tried again");
    }

    /** Asks sweep to look at a model at the first whole minute after {@code at}. */
    public void wakeUp(String model, Instant at) {
        Instant minute = at.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        store.put(Layout.wakeUp(minute, model), new byte[0]);
    }
}
