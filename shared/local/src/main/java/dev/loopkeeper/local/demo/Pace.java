package dev.loopkeeper.local.demo;

import dev.loopkeeper.local.LocalClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** How fast the demo's clock runs: weeks in a second, but a canary slowly enough for every window to hold requests. */
final class Pace {
  private static final double CAREFUL = 600;
  private static final double ROLLOUT = 3_600;
  private static final double DEBOUNCE = 7_200;
  private static final double FIRST_GUESS_SECONDS = 4;
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

  /** While a run is on its way: as if the last one had taken the planned time. */
  void training() {
    LocalClock.rescale(home, DemoConfig.PLANNED_HOURS * 3_600 / trainingSeconds);
  }

  /** How long a run really took. */
  void learn(Duration training) {
    trainingSeconds = Math.max(1, training.toMillis() / 1_000.0);
  }

  /** So that a moment comes in less than a real second. */
  void hurryTo(Instant moment) {
    double left = Duration.between(now(), moment).toSeconds();
    LocalClock.rescale(home, Math.max(CAREFUL, left / WEEK_SECONDS));
  }
}
