package dev.loopkeeper.local;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clock every process of one home shares: real time, or the accelerated time that {@code clock.json} describes.
 *
 * <p>The file is looked at again at most every 50 ms. Time never goes back within a process, even when the machine's
 * clock or the file does: it stands still until it is overtaken.
 */
public final class LocalClock implements InstantSource {
    private static final long LOOK_AGAIN_NANOS = 50_000_000L;
    /** Longer than {@link #LOOK_AGAIN_NANOS}, so that every process knows of a change before it holds. */
    private static final Duration NOTICE = Duration.ofMillis(150);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Path file;
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());
    private volatile Seen seen;

    private record Seen(FileTime modified, Optional<ClockSetting> setting) {}

    private LocalClock(Path home) {
        this.file = file(home);
        // Before the first reading: a single real instant handed out would hold an accelerated past back for ever.
        this.seen = new Seen(null, load(file));
    }

    /**
     * The clock of a home.
     *
     * @throws LoopException of kind {@code POISON} when {@code clock.json} is damaged
     */
    public static LocalClock of(Path home) {
        return new LocalClock(home);
    }

    /**
     * From now on simulated time runs from {@code origin}, {@code scale} times as fast as real time. A jump, for a
     * fresh home: call it before any process opens the clock, because none of them goes back.
     */
    public static void write(Path home, Instant origin, double scale) {
        replace(home, new ClockSetting(Instant.now(), origin, scale, Optional.empty()));
    }

    /**
     * Changes the speed without a jump; 0 stops time. It holds from 150 ms after the call, in all processes at once.
     *
     * @throws LoopException of kind {@code POISON} when the home runs on real time
     */
    public static void rescale(Path home, double scale) {
        ClockSetting now = load(file(home))
                .orElseThrow(() -> LoopException.poison(
                        file(home) + " does not exist: only an accelerated clock can change its speed"));
        Instant anchor = Instant.now().plus(NOTICE);
        // What held before a change that does not hold yet is still needed; anything older is not.
        ClockSetting before = now.anchor().isAfter(Instant.now().minus(NOTICE))
                ? now
                : new ClockSetting(now.anchor(), now.origin(), now.scale(), Optional.empty());
        replace(home, new ClockSetting(anchor, ClockSetting.instant(now.at(anchor)), scale, Optional.of(before)));
    }

    /**
     * Lets time run at {@code scale} until {@code target} and from there on at {@code after}: whoever looks, whenever,
     * nobody sees it overshoot. A target that is over already only changes the speed to {@code after}.
     *
     * @throws LoopException of kind {@code POISON} when the home runs on real time
     */
    public static void runTo(Path home, Instant target, double scale, double after) {
        rescale(home, after);
        ClockSetting slow = load(file(home)).orElseThrow();
        Duration left = Duration.between(slow.origin(), target);
        if (scale > after && !left.isNegative() && !left.isZero()) {
            ClockSetting fast = new ClockSetting(slow.anchor(), slow.origin(), scale, slow.before());
            Instant reached = slow.anchor().plusNanos((long) (left.toMillis() * 1e6 / scale));
            replace(home, new ClockSetting(reached, target, after, Optional.of(fast)));
        }
    }

    @Override
    public Instant instant() {
        Instant real = Instant.now();
        long now = setting().map(s -> s.at(real)).orElseGet(() -> ClockSetting.nanos(real));
        return ClockSetting.instant(latest.accumulateAndGet(now, Math::max));
    }

    /** How long to wait in real time for a simulated moment: at most a second, so that a change of speed is noticed. */
    public Duration realUntil(Instant simulated) {
        Duration left = Duration.between(instant(), simulated);
        double scale = setting().map(ClockSetting::scale).orElse(1.0);
        double nanos = left.isNegative() ? 0 : left.toSeconds() * 1e9 + left.toNanosPart();
        return scale == 0 ? LONGEST_WAIT : Duration.ofNanos((long) Math.min(nanos / scale, LONGEST_WAIT.toNanos()));
    }

    private Optional<ClockSetting> setting() {
        long now = System.nanoTime();
        long last = lookedAt.get();
        if (now - last >= LOOK_AGAIN_NANOS && lookedAt.compareAndSet(last, now)) {
            look();
        }
        return seen.setting();
    }

    private void look() {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (!modified.equals(seen.modified())) {
                seen = new Seen(modified, load(file));
            }
        } catch (NoSuchFileException e) {
            seen = new Seen(null, Optional.empty());
        } catch (IOException | LoopException e) {
            // A file somebody damaged must not stop time: the last good setting goes on, and opening the clock anew
            // says so.
            return;
        }
    }

    private static Path file(Path home) {
        return home.resolve("clock.json");
    }

    private static Optional<ClockSetting> load(Path file) {
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), ClockSetting.class, file.toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw LoopException.transientFailure("clock setting " + file + " cannot be read", e);
        }
    }

    private static void replace(Path home, ClockSetting setting) {
        try {
            AtomicFile.replace(file(home), Json.write(setting));
        } catch (IOException e) {
            throw LoopException.transientFailure("clock setting " + file(home) + " cannot be written", e);
        }
    }
}
