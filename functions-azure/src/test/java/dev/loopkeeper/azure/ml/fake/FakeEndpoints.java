package dev.loopkeeper.azure.ml.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Online endpoints. A PUT replaces everything and takes its time; while it does, the endpoint is {@code Updating},
 * shows what it showed before but for the tags, and refuses every other write.
 */
public final class FakeEndpoints implements ArmResource {
    private static final Pattern PATH = Pattern.compile("onlineEndpoints/([^/]+)");

    private final ArmFake fake;
    private final Map<String, ObjectNode> all = new TreeMap<>();
    private FakeDeployments deployments;
    private int refusal = 409;
    private int puts;

    public FakeEndpoints(ArmFake fake) {
        this.fake = fake;
    }

    void deployments(FakeDeployments below) {
        deployments = below;
    }

    /** Makes an endpoint that serves nothing. */
    public void create(String name) {
        ObjectNode endpoint = JsonNodeFactory.instance.objectNode();
        endpoint.put("id", fake.workspace().id("onlineEndpoints/" + name)).put("name", name);
        endpoint.put("type", "Microsoft.MachineLearningServices/workspaces/onlineEndpoints");
        endpoint.put("location", "northeurope").put("kind", "Managed");
        endpoint.putObject("identity").put("type", "SystemAssigned");
        endpoint.putObject("sku").put("name", "Default").put("capacity", 1);
        endpoint.putObject("tags").put("team", "ops");
        ObjectNode properties = endpoint.putObject("properties");
        properties
                .put("authMode", "AADToken")
                .put("description", "Late arrivals")
                .put("provisioningState", "Succeeded");
        properties.put("scoringUri", "https://" + name + ".northeurope.inference.ml.azure.com/score");
        properties.putObject("traffic");
        properties.putObject("mirrorTraffic");
        properties.putObject("properties").put("ownedBy", "arrivals");
        all.put(name, endpoint);
    }

    /** The endpoint as it is. */
    public ObjectNode state(String name) {
        return Optional.ofNullable(all.get(name))
                .orElseThrow(() -> ArmRefusal.notFound("workspaces/my-workspace/onlineEndpoints/" + name));
    }

    /** Sets traffic and nothing else, as a person does in the studio. */
    public void shiftByHand(String name, Map<String, Integer> traffic) {
        ObjectNode shares = properties(state(name)).putObject("traffic");
        traffic.forEach(shares::put);
    }

    /** Mirrors requests, as a person does. */
    public void mirrorByHand(String name, String deployment, int percent) {
        properties(state(name)).putObject("mirrorTraffic").put(deployment, percent);
    }

    /** The status with which writes are refused while the endpoint is changing. */
    public void refuseWhileUpdatingWith(int status) {
        refusal = status;
    }

    /** How many replacements were taken. */
    public int puts() {
        return puts;
    }

    @Override
    public Optional<ArmReply> answer(ArmCall call) {
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            return Optional.empty();
        }
        return switch (call.method()) {
            case "GET" -> Optional.of(ArmReply.of(200, state(path.group(1))));
            case "PUT" -> Optional.of(put(path.group(1), call));
            default -> Optional.empty();
        };
    }

    void refuseWhileUpdating(String name, String action) {
        String provisioning = properties(state(name)).path("provisioningState").asText();
        if (provisioning.equals("Updating")) {
            throw new ArmRefusal(
                    refusal,
                    refusal == 409 ? "Conflict" : "UserError",
                    "Cannot " + action + " endpoint " + name + " because it is in Updating provisioning state.");
        }
    }

    private ArmReply put(String name, ArmCall call) {
        ObjectNode old = state(name);
        refuseWhileUpdating(name, "update");
        ObjectNode sent = call.object();
        check(name, sent.path("properties"));
        puts++;
        // Nothing but tags shows before the end.
        ObjectNode meanwhile = old.deepCopy();
        meanwhile.set("tags", sent.path("tags"));
        properties(meanwhile).put("provisioningState", "Updating");
        all.put(name, meanwhile);
        String operation = fake.operations().begin(call.path(), new Replacing(name, old, sent));
        return ArmReply.of(201, state(name)).with(fake.asyncOperation(operation));
    }

    private void check(String name, JsonNode properties) {
        int sum = 0;
        for (Map.Entry<String, JsonNode> share : properties.path("traffic").properties()) {
            sum += share.getValue().asInt();
            boolean mirrored =
                    properties.path("mirrorTraffic").path(share.getKey()).asInt() > 0;
            if (share.getValue().asInt() > 0 && mirrored) {
                throw ArmRefusal.invalid("Deployment " + share.getKey() + " cannot have live and mirror traffic.");
            }
            deployments.mustTakeTraffic(name, share.getKey());
        }
        if (sum != 0 && sum != 100) {
            throw ArmRefusal.invalid("Traffic must sum to 0 or 100, it sums to " + sum + ".");
        }
    }

    private static ObjectNode properties(ObjectNode resource) {
        return (ObjectNode) resource.path("properties");
    }

    /** Percentages of an endpoint by deployment. */
    public static Map<String, Integer> shares(ObjectNode endpoint) {
        Map<String, Integer> shares = new LinkedHashMap<>();
        properties(endpoint)
                .path("traffic")
                .properties()
                .forEach(s -> shares.put(s.getKey(), s.getValue().asInt()));
        return shares;
    }

    private final class Replacing implements ArmOperations.Work {
        private final String name;
        private final ObjectNode old;
        private final ObjectNode sent;

        private Replacing(String name, ObjectNode old, ObjectNode sent) {
            this.name = name;
            this.old = old;
            this.sent = sent;
        }

        @Override
        public void ended(Optional<String> failure) {
            properties(state(name)).put("provisioningState", failure.isPresent() ? "Failed" : "Succeeded");
        }

        @Override
        public void visible() {
            // Whatever was not sent is gone, but for what only the service sets.
            ObjectNode next = sent.deepCopy();
            next.set("id", old.path("id"));
            next.set("name", old.path("name"));
            next.set("type", old.path("type"));
            properties(next).put("provisioningState", "Succeeded");
            properties(next).set("scoringUri", old.path("properties").path("scoringUri"));
            all.put(name, next);
        }
    }
}
