package dev.loopkeeper.host;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.evaluate.PairedGate;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.steps.AdjustTraffic;
import dev.loopkeeper.loop.steps.CompareMetrics;
import dev.loopkeeper.loop.steps.LastValid;
import dev.loopkeeper.loop.steps.NotifyTeam;
import dev.loopkeeper.loop.steps.Observation;
import dev.loopkeeper.loop.steps.PlanRetraining;
import dev.loopkeeper.loop.steps.Reporting;
import dev.loopkeeper.loop.steps.StartTraining;
import dev.loopkeeper.loop.steps.UpdateRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The steps that a message can ask for, each built at its first use.
 *
 * <p>A model without {@code loop.yaml} has nothing to do, and the message is acknowledged. Safe for use by several
 * threads.
 */
public final class Steps {
    private final Ground ground;
    private final Services services;
    private final LastValid lastValid;
    private final StepWatch watch;
    private final Map<StepName, Supplier<Consumer<LoopConfig>>> steps = new EnumMap<>(StepName.class);

    public Steps(Ground ground, Services services) {
        this(ground, services, StepWatch.NONE);
    }

    /** Steps that somebody watches. */
    public Steps(Ground ground, Services services, StepWatch watch) {
        this.ground = ground;
        this.services = services;
        this.watch = watch;
        this.lastValid = new LastValid(ground.loops(), ground.store());
        steps.put(StepName.PLAN_RETRAINING, new Once<>(this::plan));
        steps.put(StepName.START_TRAINING, new Once<>(this::start));
        steps.put(StepName.COMPARE_METRICS, new Once<>(this::compare));
        steps.put(StepName.UPDATE_REGISTRY, new Once<>(this::registry));
        steps.put(StepName.ADJUST_TRAFFIC, new Once<>(this::traffic));
        steps.put(StepName.NOTIFY_TEAM, new Once<>(this::team));
    }

    /** Whether a message may ask for the step: the others begin with an event, a request or a timer. */
    public static boolean asked(StepName step) {
        return switch (step) {
            case PLAN_RETRAINING, START_TRAINING, COMPARE_METRICS, UPDATE_REGISTRY, ADJUST_TRAFFIC, NOTIFY_TEAM -> true;
            default -> false;
        };
    }

    /** Does what a message asks for. */
    public boolean run(StepMessage message) {
        return run(message.step(), message.model());
    }

    /**
     * Does a step for a model; {@code false} when the model has no configuration. While that is broken, traffic is
     * steered under the last valid one.
     *
     * @throws LoopException of kind {@code POISON} when no message may ask for the step, the configuration is broken,
     *     or the step cannot go on until a person mends something, of which the team is told
     */
    public boolean run(StepName step, String model) {
        Supplier<Consumer<LoopConfig>> work = steps.get(step);
        if (work == null) {
            throw LoopException.poison("step '" + step.text() + "' is not done by a message");
        }
        return watch.during(step, model, () -> {
            Optional<LoopConfig> config =
                    LastValid.steered(step) ? steering(model) : ground.models().config(model);
            config.ifPresent(c -> run(step, c, work));
            return config.isPresent();
        });
    }

    private void run(StepName step, LoopConfig config, Supplier<Consumer<LoopConfig>> work) {
        try {
            work.get().accept(config);
        } catch (LoopException e) {
            if (e.kind() == LoopException.Kind.POISON) {
                tell(step, config, e);
            }
            throw e;
        }
    }

    /** Only operators read dead letters. What cannot be told now is told when sweep has the step tried again. */
    private void tell(StepName step, LoopConfig config, LoopException why) {
        try {
            ground.loops().commit(config, step.text(), new Command.GiveUp(step, why.getMessage()));
        } catch (LoopException e) {
            why.addSuppressed(e);
        }
    }

    private Optional<LoopConfig> steering(String model) {
        try {
            return ground.models().config(model).or(() -> lastValid.copy(model));
        } catch (LoopException e) {
            if (e.kind() != LoopException.Kind.POISON) {
                throw e;
            }
            return Optional.of(lastValid.copy(model).orElseThrow(() -> e));
        }
    }

    private Consumer<LoopConfig> plan() {
        return new PlanRetraining(
                ground.loops(),
                ground.store(),
                ground.queue(),
                services.prices().get(),
                ground.clock())::plan;
    }

    private Consumer<LoopConfig> start() {
        return new StartTraining(ground.loops(), services.training().get(), ground.clock())::start;
    }

    private Consumer<LoopConfig> compare() {
        return new CompareMetrics(
                ground.loops(),
                ground.store(),
                services.training().get(),
                new Reporting(ground.store(), new PairedGate()))::compare;
    }

    private Consumer<LoopConfig> registry() {
        return new UpdateRegistry(
                ground.loops(), ground.store(), services.registry().get(), ground.clock())::update;
    }

    private Consumer<LoopConfig> traffic() {
        return new AdjustTraffic(
                ground.loops(),
                services.endpoint().get(),
                new Observation(services.metrics().get()),
                ground.clock())::adjust;
    }

    private Consumer<LoopConfig> team() {
        return new NotifyTeam(
                ground.loops(), ground.store(), services.notifier().get(), ground.clock())::deliver;
    }
}
