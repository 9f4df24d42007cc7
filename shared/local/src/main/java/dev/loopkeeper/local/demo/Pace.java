package dev.loopkeeper.local.demo;

import dev.loopkeeper.local.LocalClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** How fast the demo's clock runs: weeks in a second, but a canary slowly enough for every window to hold requests. */
final class Pace {
    private static final double CAREFUL = 60;
    private static final double LATE_TRAINING = 200;
    private static final double ROLLOUT = 1_500;
    private static final double DEBOUNCE = 3_600;
    private static final double FIRST_GUESS_SECONDS = 6;
    private static final double WEEK_SECONDS = 0.7;
    private final Path home;
    private double trainingSeconds = FIRST_GUESS_SECONDS;

    private Pace(Path home) {
        this.home = home;
    }

    /** Sets the clock of a home that nobody has opened yet. */
    static Pace from(Path home, Instant start) {
        LocalClock.write(home, start, CAREFUL);
        return new Pace(home);
    }

    Instant now() {
        return LocalClock.of(home).instant();
    }

    /** While files arrive that belong together. */
    void careful() {
        LocalClock.rescale(home, CAREFUL);
    }

    /** While the loop waits for a burst to end. */
    void debounce() {
        LocalClock.rescale(home, DEBOUNCE);
    }

    void rollout() {
        LocalClock.rescale(home, ROLLOUT);
    }

    /**
     * While a run is on its way, so that it takes the planned time if it is as long as the last one; longer ones are
     * waited for.
     */
    void training(boolean late) {
        LocalClock.rescale(home, late ? LATE_TRAINING : DemoConfig.PLANNED_HOURS * 3_600 / trainingSeconds);
    }

    /** Whether a run takes longer than the last one. */
    boolean late(Duration training) {
        return training.toMillis() > 1_000 * trainingSeconds;
    }

    /** How long a run really took. */
    void learn(Duration training) {
        trainingSeconds = Math.max(2, training.toMillis() / 1_000.0);
    }

    /** Reaches a moment in less than a real second, and goes on carefully from there. */
    void hurryTo(Instant moment) {
        double left = Math.max(0, Duration.between(now(), moment).toSeconds());
        LocalClock.runTo(home, moment, Math.max(CAREFUL, left / WEEK_SECONDS), CAREFUL);
    }
}
