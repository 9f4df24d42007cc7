package dev.loopkeeper.local.demo;

import dev.loopkeeper.loop.RolloutEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Plays weeks and acts: arranges what the world does, never what the loop decides. */
final class Stage {
    /** The loop looks at its configuration every second. */
    private static final Duration CONFIG_NOTICED = Duration.ofMillis(2_000);

    private static final String PERSON = "demo viewer";
    private final World world;
    private final Supervision supervision;
    private long answeredWithoutLoop;
    private long failedWithoutLoop;

    Stage(World world) {
        this.world = world;
        this.supervision = new Supervision(world);
    }

    /** History in a burst, the first version, its promotion. */
    void begin(List<Week> history, int files) {
        int mark = world.happenings().size();
        world.uploadHistory(history, files);
        world.story().seen(files + " uploads are in, each reported three times by the file system.");
        supervision.decided(mark, Instant.MAX);
        world.home().configure(Map.of());
        if (supervision.trained(mark)) {
            Patience.await("the first version serves", Duration.ofSeconds(60), () -> !world.happenings()
                    .since(mark, RolloutEvent.TrafficConfirmed.class, c -> true)
                    .isEmpty());
            world.passengers().gather(history.get(history.size() - 1));
        }
        supervision.settle("the rollout of the first version");
        world.passengers().disperse();
    }

    /** A week without an act: the loop decides. */
    void week(Week week) {
        int mark = world.happenings().size();
        fly(week);
        world.land(week);
        if (supervision.decided(mark, Week.start(week.number() + 1).plus(DemoConfig.WINDOW))) {
            follow(week, mark, false);
        }
    }

    /** A week with an act; whether it succeeded. */
    boolean play(Act act, Week week) {
        world.story().scene("Week " + week.number() + ". " + act.announcement());
        int mark = world.happenings().size();
        if (act.runs()) {
            runAskedFor(act, week, mark);
        } else if (act.kind() == Act.Kind.BROKEN_BATCH) {
            world.uploadBroken(week);
            week(week);
        } else {
            week(week);
            rollBack();
        }
        return new Outcome(world.happenings(), mark).of(act.kind());
    }

    private void runAskedFor(Act act, Week week, int mark) {
        boolean faulty = !act.params().isEmpty();
        if (faulty) {
            configure(act.params());
        }
        if (!supervision.claimed(mark)) {
            fly(week);
            world.land(week);
        }
        if (!supervision.claimed(mark)) {
            world.client().ask("retrain", "scene of the demo", PERSON);
        }
        supervision.awaitAnswer(mark);
        if (faulty) {
            world.home().configure(Map.of());
        }
        follow(week, mark, act.kind() == Act.Kind.KILLED_ROLLOUT);
    }

    /** The loop weighs a retrain when its rules change. */
    private void configure(Map<String, String> params) {
        world.home().configure(params);
        long begin = System.nanoTime();
        Patience.await(
                "the loop has read its configuration",
                CONFIG_NOTICED.multipliedBy(2),
                () -> System.nanoTime() - begin > CONFIG_NOTICED.toNanos());
    }

    /** A run that begins in the middle of a week is seen to its end before the week goes on. */
    private void fly(Week week) {
        world.calm();
        while (supervision.busy() || !world.over(week, supervision::busy)) {
            follow(week, world.happenings().size(), false);
            world.calm();
        }
        world.arrive(week);
    }

    private void follow(Week week, int mark, boolean kill) {
        world.passengers().gather(week);
        if (supervision.trained(mark) && kill) {
            supervision.awaitStep(25, mark);
            killAndRestart();
        }
        supervision.settle("the run of week " + week.number() + " with its rollout");
        world.passengers().disperse();
    }

    private void killAndRestart() {
        Passengers passengers = world.passengers();
        long failedBefore = passengers.failed();
        long pid = world.loop().pid();
        world.loop().kill();
        world.story().seen("kill -9 " + pid + ": the loop is gone in the middle of a canary.");
        long before = passengers.answered();
        Patience.await(
                "the endpoint answers 300 requests without the loop",
                Duration.ofSeconds(30),
                () -> passengers.answered() >= before + 300);
        answeredWithoutLoop += passengers.answered() - before;
        world.loop().start();
        failedWithoutLoop += passengers.failed() - failedBefore;
        world.story()
                .seen("The endpoint answered " + answeredWithoutLoop
                        + " requests without it. The loop was started again (pid "
                        + world.loop().pid() + ") and goes on where the journal says it was.");
    }

    private void rollBack() {
        boolean possible = world.client()
                .status()
                .filter(s -> s.path("previous").isTextual())
                .isPresent();
        if (possible) {
            world.client().ask("rollback", "complaints from the airport", PERSON);
            supervision.settle("the rollback");
        }
    }

    long answeredWithoutLoop() {
        return answeredWithoutLoop;
    }

    long failedWithoutLoop() {
        return failedWithoutLoop;
    }
}
