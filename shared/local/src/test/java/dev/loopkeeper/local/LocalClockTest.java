package dev.loopkeeper.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClockTest {
    private static final Instant ORIGIN = Instant.parse("2013-01-01T00:00:00Z");

    @TempDir
    private Path home;

    @Test
    void shouldFollowRealTimeWithoutAFile() {
        Instant before = Instant.now();
        assertThat(LocalClock.of(home).instant()).isBetween(before, Instant.now());
        assertThat(LocalClock.of(home).realUntil(before.minusSeconds(5))).isZero();
    }

    @Test
    void shouldRunFromTheOriginAtTheScale() {
        Instant real = Instant.now();
        LocalClock.write(home, ORIGIN, 100_000);
        Instant simulated = LocalClock.of(home).instant();

        Duration most = Duration.between(real, Instant.now()).multipliedBy(100_000);
        assertThat(simulated).isBetween(ORIGIN, ORIGIN.plus(most));
        assertThat(LocalClock.of(home).realUntil(simulated.plus(Duration.ofDays(30))))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldStopAtTheSameMomentInEveryProcess() {
        LocalClock.write(home, ORIGIN, 200_000);
        LocalClock one = LocalClock.of(home);
        LocalClock other = LocalClock.of(home);
        LocalClock.rescale(home, 0);

        long end = System.nanoTime() + Duration.ofMillis(260).toNanos();
        while (System.nanoTime() < end) {
            one.instant();
            other.instant();
            LockSupport.parkNanos(1_000_000);
        }

        assertThat(one.instant()).isEqualTo(other.instant()).isEqualTo(one.instant());
    }

    @Test
    void shouldHurryToAMomentWithoutOvershooting() {
        LocalClock.write(home, ORIGIN, 1);
        Instant target = ORIGIN.plus(Duration.ofDays(7));
        LocalClock clock = LocalClock.of(home);
        LocalClock.runTo(home, target, 1e9, 0);

        long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (clock.instant().isBefore(target) && System.nanoTime() < limit) {
            LockSupport.parkNanos(1_000_000);
        }

        assertThat(clock.instant()).isEqualTo(target);
    }

    @Test
    void shouldNotJumpWhenTheSpeedChangesTwiceInAMoment() {
        LocalClock.write(home, ORIGIN, 1);
        LocalClock.runTo(home, ORIGIN.plus(Duration.ofDays(700)), 1e6, 1);
        LocalClock.rescale(home, 1);

        assertThat(LocalClock.of(home).instant()).isBefore(ORIGIN.plus(Duration.ofDays(1)));
    }

    @Test
    void shouldNeverGoBack() {
        LocalClock.write(home, ORIGIN.plus(Duration.ofDays(1)), 0);
        LocalClock clock = LocalClock.of(home);
        Instant seen = clock.instant();
        LocalClock.write(home, ORIGIN, 0);
        LockSupport.parkNanos(Duration.ofMillis(60).toNanos());

        assertThat(clock.instant()).isEqualTo(seen);
        assertThat(LocalClock.of(home).instant()).isEqualTo(ORIGIN);
    }

    @Test
    void shouldKeepItsLastSettingWhenTheFileIsDamaged() throws Exception {
        LocalClock.write(home, ORIGIN, 0);
        LocalClock clock = LocalClock.of(home);
        Files.writeString(home.resolve("clock.json"), "{");
        LockSupport.parkNanos(Duration.ofMillis(60).toNanos());

        assertThat(clock.instant()).isEqualTo(ORIGIN);
        assertThatThrownBy(() -> LocalClock.of(home)).hasMessageContaining("clock.json");
    }

    @Test
    void shouldMeetTheNextSettingWithoutAJump() {
        ClockSetting before = new ClockSetting(ORIGIN, ORIGIN, 10, Optional.empty());
        Instant anchor = ORIGIN.plusSeconds(5);
        ClockSetting after = new ClockSetting(anchor, ClockSetting.instant(before.at(anchor)), 2, Optional.of(before));

        assertThat(ClockSetting.instant(after.at(anchor.minusSeconds(1)))).isEqualTo(ORIGIN.plusSeconds(40));
        assertThat(ClockSetting.instant(after.at(anchor))).isEqualTo(ORIGIN.plusSeconds(50));
        assertThat(ClockSetting.instant(after.at(anchor.plusSeconds(1)))).isEqualTo(ORIGIN.plusSeconds(52));
    }
}
