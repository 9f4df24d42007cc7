package dev.loopkeeper.testkit;

import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * A training service in memory that starts nothing: the test reads what was submitted, writes the evaluation itself and
 * says how the attempt ended.
 */
public final class MemoryTraining implements TrainingService {
    /** One attempt that was submitted; the service's own id is {@code job-<n>}, in order of submission. */
    public record Attempt(String model, String runId, int attempt, String requestKey, String job) {}

    private record Entry(Attempt attempt, TrainingStatus status) {}

    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private int submissions;

    @Override
    public synchronized String submit(String model, String runId, int attempt, String requestKey) {
        submissions++;
        Entry entry = entries.computeIfAbsent(
                name(model, runId, attempt),
                name -> new Entry(
                        new Attempt(model, runId, attempt, requestKey, "job-" + (entries.size() + 1)),
                        new TrainingStatus.Queued()));
        return entry.attempt().job();
    }

    @Override
    public synchronized TrainingStatus status(String model, String runId, int attempt) {
        Entry entry = entries.get(name(model, runId, attempt));
        return entry == null ? new TrainingStatus.Unknown() : entry.status();
    }

    @Override
    public synchronized void cancel(String model, String runId, int attempt) {
        if (active(status(model, runId, attempt))) {
            set(model, runId, attempt, new TrainingStatus.Cancelled(Duration.ZERO));
        }
    }

    /** Sets the status of an attempt that is queued or running; an ended one keeps its end. */
    public synchronized void set(String model, String runId, int attempt, TrainingStatus status) {
        entries.computeIfPresent(
                name(model, runId, attempt),
                (name, entry) -> active(entry.status()) ? new Entry(entry.attempt(), status) : entry);
    }

    /** Forgets an attempt, as a service does whose answer to the submit never came true. */
    public synchronized void forget(String model, String runId, int attempt) {
        entries.remove(name(model, runId, attempt));
    }

    /** Every attempt that was ever started, by model, run and attempt. */
    public synchronized List<Attempt> attempts() {
        return entries.values().stream().map(Entry::attempt).toList();
    }

    /** The attempts that are queued or running. */
    public synchronized List<Attempt> active() {
        return entries.values().stream()
                .filter(e -> active(e.status()))
                .map(Entry::attempt)
                .toList();
    }

    /** How often {@link #submit} was called, repeats included. */
    public synchronized int submissions() {
        return submissions;
    }

    private static boolean active(TrainingStatus status) {
        return status instanceof TrainingStatus.Queued || status instanceof TrainingStatus.Running;
    }

    private static String name(String model, String runId, int attempt) {
        return model + "/" + runId + "/" + String.format(Locale.ROOT, "%06d", attempt);
    }
}
