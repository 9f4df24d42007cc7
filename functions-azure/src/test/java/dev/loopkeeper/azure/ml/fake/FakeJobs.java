package dev.loopkeeper.azure.ml.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jobs: a PUT of an id that is taken is an update, and only of what may be updated. */
public final class FakeJobs implements ArmResource {
    private static final Pattern PATH = Pattern.compile("jobs/([^/]+)(/cancel)?");
    private static final List<String> UPDATABLE = List.of("isArchived", "notificationSetting", "tags", "status");
    private static final List<String> ENDED = List.of("Completed", "Failed", "Canceled");

    private final ArmFake fake;
    private final InstantSource clock;
    private final Map<String, ObjectNode> all = new TreeMap<>();
    private int readsBehind;

    public FakeJobs(ArmFake fake, InstantSource clock) {
        this.fake = fake;
        this.clock = clock;
    }

    /** Ids of every job so far. */
    public List<String> ids() {
        return List.copyOf(all.keySet());
    }

    /** The {@code properties} of a job as they are now. */
    public ObjectNode job(String id) {
        return (ObjectNode) at(id).path("properties");
    }

    /** So many reads of a job do not find it yet. */
    public void readsBehind(int reads) {
        readsBehind = reads;
    }

    /** Shows a job in another state, as time passes. */
    public void show(String id, String status) {
        job(id).put("status", status);
    }

    /** Ends a job that is active; with a reason it failed. */
    public void end(String id, Optional<String> failure) {
        if (!ENDED.contains(job(id).path("status").asText())) {
            show(id, failure.isPresent() ? "Failed" : "Completed");
            failure.ifPresent(why -> job(id).putObject("services")
                    .putObject("Studio")
                    .put("jobServiceType", "Studio")
                    .put("endpoint", "https://ml.azure.com/runs/" + id)
                    .put("errorMessage", why));
        }
    }

    @Override
    public Optional<ArmReply> answer(ArmCall call) {
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            return Optional.empty();
        }
        String id = path.group(1);
        if (path.group(2) != null) {
            return Optional.of(cancel(id));
        }
        return switch (call.method()) {
            case "PUT" -> Optional.of(put(id, call));
            case "GET" -> Optional.of(get(id));
            default -> Optional.empty();
        };
    }

    private ArmReply get(String id) {
        if (readsBehind > 0) {
            readsBehind--;
            throw ArmRefusal.notFound("job " + id);
        }
        return ArmReply.of(200, at(id));
    }

    private ArmReply put(String id, ArmCall call) {
        ObjectNode resource = call.object();
        if (!id.matches("[a-zA-Z0-9][a-zA-Z0-9_-]{0,254}")) {
            throw ArmRefusal.invalid("job name '" + id + "' is not allowed");
        }
        if (!(resource.path("properties") instanceof ObjectNode properties) || !properties.has("jobType")) {
            throw ArmRefusal.invalid("a job needs properties with a jobType");
        }
        ObjectNode known = all.get(id);
        if (known != null) {
            update(id, (ObjectNode) known.path("properties"), properties);
            return ArmReply.of(200, known);
        }
        properties.put("status", "NotStarted");
        resource.put("id", call.id()).put("name", id);
        resource.put("type", "Microsoft.MachineLearningServices/workspaces/jobs");
        resource.putObject("systemData")
                .put("createdAt", clock.instant().toString())
                .put(
                        "lastModifiedAt",
                        clock.instant().plus(Duration.ofSeconds(1)).toString());
        all.put(id, resource);
        return ArmReply.of(201, resource);
    }

    private static void update(String id, ObjectNode known, ObjectNode sent) {
        if (!fixed(known).equals(fixed(sent))) {
            throw ArmRefusal.conflict("A job with this name already exists (" + id
                    + "). If you are trying to submit a new job, use a different name.");
        }
        known.set("tags", sent.path("tags"));
    }

    private static ObjectNode fixed(ObjectNode properties) {
        ObjectNode copy = properties.deepCopy();
        copy.remove(UPDATABLE);
        copy.remove("services");
        return copy;
    }

    private ArmReply cancel(String id) {
        ObjectNode job = job(id);
        String status = job.path("status").asText();
        if (ENDED.contains(status)) {
            return ArmReply.empty(200);
        }
        job.put("status", "CancelRequested");
        String operation = fake.operations().begin("jobs/" + id, new ArmOperations.Work() {
            @Override
            public void ended(Optional<String> failure) {
                job.put("status", failure.isPresent() ? status : "Canceled");
            }

            @Override
            public void visible() {
                // The state says it all.
            }
        });
        return ArmReply.empty(202).with(fake.location(operation));
    }

    private ObjectNode at(String id) {
        return Optional.ofNullable(all.get(id)).orElseThrow(() -> ArmRefusal.notFound("job " + id));
    }
}
