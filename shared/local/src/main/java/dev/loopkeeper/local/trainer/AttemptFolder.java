package dev.loopkeeper.local.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known about one training attempt, in files, so that any process can read it after any crash:
 *
 * <pre>
 * submitted   key of request.json; existence = "submitted"
 * launched    clock time of the launch
 * process     pid and start of the trainer, written by the trainer itself: it claims the attempt, a second one leaves
 * exit        exit code, and on the second line why, for a person
 * ended       clock time at which the launcher saw the end
 * cancelled   clock time of the cancellation
 * trainer.log what the trainer printed
 * scratch/    its temporary files, removed when it is over
 * </pre>
 */
record AttemptFolder(Path path) {
    private static final long START_TOLERANCE = 10_000;

    /** How the process ended. */
    record Exit(int code, String reason) {}

    boolean submit(String requestKey) {
        return OneFile.create(path.resolve("submitted"), requestKey);
    }

    Optional<String> requestKey() {
        return OneFile.read(path.resolve("submitted"));
    }

    void launched(Instant now) {
        OneFile.replace(path.resolve("launched"), now.toString());
    }

    void ended(Instant now) {
        OneFile.create(path.resolve("ended"), now.toString());
    }

    /** Takes the attempt for this process; {@code false} when another one has it. */
    boolean claim() {
        ProcessHandle self = ProcessHandle.current();
        return OneFile.create(path.resolve("process"), self.pid() + " " + startOf(self));
    }

    boolean claimed() {
        return OneFile.read(path.resolve("process")).isPresent();
    }

    /** The claiming process, while it lives; a process that was given the same pid later is not it. */
    Optional<ProcessHandle> process() {
        return OneFile.read(path.resolve("process")).flatMap(AttemptFolder::alive);
    }

    private static Optional<ProcessHandle> alive(String claim) {
        String[] parts = claim.split(" ");
        return ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(ProcessHandle::isAlive)
                // A dead process that nobody has reaped still has a pid, but no command.
                .filter(p -> p.info().command().isPresent())
                .filter(p -> Math.abs(startOf(p) - Long.parseLong(parts[1])) < START_TOLERANCE);
    }

    /** Each JVM works it out from the boot time, which moves when the system's clock is corrected. */
    private static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    void exit(int code, String reason) {
        OneFile.replace(path.resolve("exit"), code + "\n" + reason);
    }

    Optional<Exit> exit() {
        return OneFile.read(path.resolve("exit")).map(text -> {
            String[] lines = text.split("\n", 2);
            return new Exit(Integer.parseInt(lines[0]), lines[1]);
        });
    }

    /** Forgets the process that had the attempt, which must be dead: it is launched again. */
    void waitAgain() {
        removeScratch();
        OneFile.delete(path.resolve("launched"));
        OneFile.delete(path.resolve("process"));
    }

    void cancel(Instant now) {
        OneFile.create(path.resolve("cancelled"), now.toString());
    }

    boolean cancelled() {
        return Files.exists(path.resolve("cancelled"));
    }

    Path log() {
        return path.resolve("trainer.log");
    }

    /** Where the trainer unpacks XGBoost's native library: 14 MB that a killed one cannot remove itself. */
    Path scratch() {
        return path.resolve("scratch");
    }

    void removeScratch() {
        try (Stream<Path> files = Files.exists(scratch()) ? Files.list(scratch()) : Stream.empty()) {
            files.forEach(OneFile::delete);
            OneFile.delete(scratch());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + scratch(), e);
        }
    }

    /** From the launch to the end, or to {@code now} while it runs; zero when never launched. */
    Duration billed(Instant now, boolean over) {
        return time("launched")
                .map(from -> over
                        ? time("ended").map(to -> Duration.between(from, to)).orElseGet(this::unseen)
                        : Duration.between(from, now))
                .filter(d -> !d.isNegative())
                .orElse(Duration.ZERO);
    }

    /** How long it lived by its files, when no launcher was there to see the end. */
    private Duration unseen() {
        FileTime from = modified("launched");
        return Stream.of("process", "trainer.log", "exit")
                .map(this::modified)
                .max(Comparator.naturalOrder())
                .map(to -> Duration.between(from.toInstant(), to.toInstant()))
                .orElse(Duration.ZERO);
    }

    private FileTime modified(String file) {
        try {
            return Files.getLastModifiedTime(path.resolve(file));
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private Optional<Instant> time(String file) {
        return OneFile.read(path.resolve(file)).map(Instant::parse);
    }
}
