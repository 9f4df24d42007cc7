package dev.loopkeeper.testkit.whole;

import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where the loop runs, as the people and machines around it see it. */
public interface Site {
    /** A training job of the service that has not ended. */
    record Job(String name, String requestKey) {}

    ObjectStore store();

    /** Somebody has stored an object. */
    void stored(String key);

    /** A timer of the platform fires. */
    void timer(StepName step);

    /** Lets everything that is on its way arrive, and what follows from it. */
    void settle();

    List<Job> jobs();

    /** Shows a job as running. */
    void begin(Job job);

    /** Does the work of a job with the project's own trainer. */
    void train(Job job);

    /** Ends a job well after it ran for a time. */
    void end(Job job, Duration ran);

    /** The endpoint's weights by version; empty before anything serves. */
    Map<String, Integer> split();

    /** Requests that a version has answered. */
    void served(String version, Instant at, long requests, long errors, double millis);
}
