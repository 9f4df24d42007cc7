package dev.loopkeeper.azure.ml.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Long-running operations. One ends once its time is over on the test's clock and it, or its resource, was looked at
 * often enough; what it did may show only some looks later.
 */
public final class ArmOperations {
    /** What an operation does to its resource. */
    public interface Work {
        /** The operation is over: the provisioning state says so; a reason makes it {@code Failed}. */
        void ended(Optional<String> failure);

        /** What was asked for can be read; not called after a failure. */
        void visible();
    }

    private static final class Running {
        private final String resource;
        private final Work work;
        private final Instant due;
        private int looks;
        private int late;
        private String state = "InProgress";
        private Optional<String> failure;

        private Running(String resource, Work work, Instant due, int looks, int late, Optional<String> failure) {
            this.resource = resource;
            this.work = work;
            this.due = due;
            this.looks = looks;
            this.late = late;
            this.failure = failure;
        }
    }

    static final String PATH = "/providers/Microsoft.MachineLearningServices/locations/";

    private final InstantSource clock;
    private final Map<String, Running> all = new LinkedHashMap<>();
    private Duration time = Duration.ZERO;
    private int looks = 1;
    private int late;
    private Optional<String> failure = Optional.empty();

    ArmOperations(InstantSource clock) {
        this.clock = clock;
    }

    /** Operations that begin from now on take so long and so many looks; zero and 0: they end at once. */
    public void take(Duration duration, int number) {
        time = duration;
        looks = number;
    }

    /** What operations that begin from now on did shows so many looks after their end. */
    public void showLate(int number) {
        late = number;
    }

    /** The next operation ends as failed. */
    public void failNext(String reason) {
        failure = Optional.of(reason);
    }

    /** How many have begun. */
    public int begun() {
        return all.size();
    }

    /** Whether one of the resource is on its way. */
    public boolean running(String resource) {
        return all.values().stream().anyMatch(o -> o.resource.equals(resource) && o.state.equals("InProgress"));
    }

    /** Ends whatever runs and shows it. */
    public void endAll() {
        for (Running one : List.copyOf(all.values())) {
            end(one);
            show(one);
        }
    }

    /** Begins one on a resource, by its path below the workspace; the name of the operation. */
    public String begin(String resource, Work work) {
        String name = "op-" + (all.size() + 1);
        Running one = new Running(resource, work, clock.instant().plus(time), looks, late, failure);
        failure = Optional.empty();
        all.put(name, one);
        settle(one);
        return name;
    }

    /** A resource, or what lies below it, is about to be shown. */
    void looked(String path) {
        for (Running one : new ArrayList<>(all.values())) {
            if (path.equals(one.resource)) {
                look(one);
            }
        }
    }

    ObjectNode show(String name) {
        Running one = all.get(name);
        if (one == null) {
            throw ArmRefusal.notFound("operation " + name);
        }
        look(one);
        ObjectNode shown =
                JsonNodeFactory.instance.objectNode().put("name", name).put("status", one.state);
        one.failure.filter(f -> one.state.equals("Failed")).ifPresent(f -> shown.putObject("error")
                .put("code", "UserError")
                .put("message", f));
        return shown;
    }

    private void look(Running one) {
        if (one.state.equals("InProgress")) {
            one.looks--;
            settle(one);
        } else {
            one.late--;
            settle(one);
        }
    }

    private void settle(Running one) {
        if (one.state.equals("InProgress") && one.looks <= 0 && !clock.instant().isBefore(one.due)) {
            end(one);
        }
        if (!one.state.equals("InProgress") && one.late <= 0) {
            show(one);
        }
    }

    private static void end(Running one) {
        if (one.state.equals("InProgress")) {
            one.state = one.failure.isPresent() ? "Failed" : "Succeeded";
            one.work.ended(one.failure);
        }
    }

    private static void show(Running one) {
        if (one.state.equals("Succeeded") && one.late != Integer.MIN_VALUE) {
            one.late = Integer.MIN_VALUE;
            one.work.visible();
        }
    }
}
