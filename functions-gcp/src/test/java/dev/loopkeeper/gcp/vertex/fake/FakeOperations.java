package dev.loopkeeper.gcp.vertex.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Long-running operations that end after they were asked about a number of times. */
public final class FakeOperations {
    private static final class Running {
        private final Supplier<ObjectNode> work;
        private final ObjectNode shown;
        private int polls;

        private Running(Supplier<ObjectNode> work, ObjectNode shown, int polls) {
            this.work = work;
            this.shown = shown;
            this.polls = polls;
        }
    }

    private final InstantSource clock;
    private final Map<String, Running> all = new TreeMap<>();
    private int polls = 1;
    private long next = 7_000_000_000_000_000_000L;

    FakeOperations(InstantSource clock) {
        this.clock = clock;
    }

    /** How often operations that start from now on are asked about before they end; 0: they end at once. */
    public void takePolls(int number) {
        polls = number;
    }

    /** Ends whatever runs. */
    public void endAll() {
        all.values().forEach(this::end);
    }

    public int started() {
        return all.size();
    }

    String start(String parent, String metadataType, Supplier<ObjectNode> work) {
        String name = parent + "/operations/" + next++;
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("name", name);
        ObjectNode metadata = shown.putObject("metadata").put("@type", type(metadataType));
        metadata.putObject("genericMetadata").put("createTime", now()).put("updateTime", now());
        Running running = new Running(work, shown, polls);
        all.put(name, running);
        if (polls == 0) {
            end(running);
        }
        return shown.toString();
    }

    String get(String name) {
        Running running = at(name);
        running.polls--;
        if (running.polls <= 0) {
            end(running);
        }
        return running.shown.toString();
    }

    String cancel(String name) {
        Running running = at(name);
        if (!running.shown.has("done")) {
            fail(running.shown, new ApiError(499, "CANCELLED", "The operation was cancelled."));
        }
        return "{}";
    }

    private Running at(String name) {
        Running running = all.get(name);
        if (running == null) {
            throw ApiError.notFound("Operation " + name);
        }
        return running;
    }

    private void end(Running running) {
        if (running.shown.has("done")) {
            return;
        }
        try {
            ObjectNode response = running.work.get();
            running.shown.put("done", true).set("response", response);
        } catch (ApiError e) {
            fail(running.shown, e);
        }
        running.shown.withObject("/metadata/genericMetadata").put("updateTime", now());
    }

    private static void fail(ObjectNode shown, ApiError e) {
        shown.put("done", true).putObject("error").put("code", e.code()).put("message", e.getMessage());
    }

    static ObjectNode response(String messageType) {
        return JsonNodeFactory.instance.objectNode().put("@type", type(messageType));
    }

    private static String type(String message) {
        return "type.googleapis.com/google.cloud.aiplatform.v1." + message;
    }

    private String now() {
        return clock.instant().toString();
    }
}
