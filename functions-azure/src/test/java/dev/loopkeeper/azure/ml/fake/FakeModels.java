package dev.loopkeeper.azure.ml.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Models and their versions. A PUT of a version that is there is an update: it replaces tags and stage, may add
 * properties and never change one, and never changes {@code modelUri}.
 */
public final class FakeModels implements ArmResource {
    private static final Pattern PATH = Pattern.compile("models/([^/]+)(?:/versions(?:/([^/]+))?)?");
    private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}";
    private static final int PAGE = 10;

    private final InstantSource clock;
    private final ArmFake fake;
    private final Map<String, ObjectNode> models = new TreeMap<>();
    private final Map<String, Map<String, ObjectNode>> versions = new TreeMap<>();
    private int listsBehind;

    public FakeModels(ArmFake fake, InstantSource clock) {
        this.fake = fake;
        this.clock = clock;
    }

    /** So many lists do not show the newest version of a model yet. */
    public void listsBehind(int lists) {
        listsBehind = lists;
    }

    /** Adds a version as somebody else does. */
    public void addByHand(String model, String version) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode().put("modelUri", "azureml://by/hand/" + version);
        properties.putObject("tags").put("owner", "a person");
        add(model, version, JsonNodeFactory.instance.objectNode().set("properties", properties));
    }

    /** The {@code properties} of a version. */
    public ObjectNode version(String model, String version) {
        return (ObjectNode) at(model, version).path("properties");
    }

    /** The {@code properties} of a model. */
    public ObjectNode model(String model) {
        return (ObjectNode) container(model).path("properties");
    }

    /** Versions of a model in order of registration. */
    public List<String> versions(String model) {
        return List.copyOf(versions.getOrDefault(model, Map.of()).keySet());
    }

    @Override
    public Optional<ArmReply> answer(ArmCall call) {
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            return Optional.empty();
        }
        String model = path.group(1);
        String version = path.group(2);
        boolean list = version == null && call.path().endsWith("/versions");
        return switch (call.method()) {
            case "GET" -> Optional.of(list ? list(model, call) : ArmReply.of(200, get(model, version)));
            case "PUT" -> Optional.of(version == null ? putModel(model, call) : putVersion(model, version, call));
            default -> Optional.empty();
        };
    }

    private ObjectNode get(String model, String version) {
        return version == null ? container(model) : at(model, version);
    }

    private ArmReply list(String model, ArmCall call) {
        List<ObjectNode> known =
                new ArrayList<>(versions.getOrDefault(model, Map.of()).values());
        int shown = listsBehind > 0 && !known.isEmpty() ? known.size() - 1 : known.size();
        listsBehind = Math.max(0, listsBehind - 1);
        if (known.isEmpty()) {
            throw ArmRefusal.notFound("model " + model);
        }
        int from = Integer.parseInt(call.query().getOrDefault("$skip", "0"));
        int to = Math.min(shown, from + PAGE);
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode value = page.putArray("value");
        known.subList(from, to).stream().filter(v -> active(v, call)).forEach(value::add);
        if (to < shown) {
            page.put(
                    "nextLink",
                    fake.workspace().host() + call.full() + "?api-version=2024-04-01&listViewType="
                            + call.query().getOrDefault("listViewType", "ActiveOnly") + "&$skip=" + to);
        }
        return ArmReply.of(200, page);
    }

    private static boolean active(ObjectNode version, ArmCall call) {
        boolean archived = version.path("properties").path("isArchived").asBoolean();
        return call.query().getOrDefault("listViewType", "ActiveOnly").equals("All") || !archived;
    }

    private ArmReply putModel(String model, ArmCall call) {
        ObjectNode sent = properties(call);
        boolean known = models.containsKey(model);
        ObjectNode resource = models.computeIfAbsent(model, m -> named("models/" + m, m));
        ObjectNode old = (ObjectNode) resource.path("properties");
        sent.put("provisioningState", "Succeeded");
        copy("latestVersion", old, sent);
        sent.put("nextVersion", old.path("nextVersion").asText("1"));
        resource.set("properties", sent);
        return ArmReply.of(known ? 200 : 201, resource);
    }

    private ArmReply putVersion(String model, String version, ArmCall call) {
        ObjectNode sent = properties(call);
        if (!model.matches(NAME) || !version.matches(NAME)) {
            throw ArmRefusal.invalid("name '" + model + "' or version '" + version + "' is not allowed");
        }
        ObjectNode known = versions.getOrDefault(model, Map.of()).get(version);
        if (known == null) {
            if (sent.path("modelUri").asText("").isEmpty()) {
                throw ArmRefusal.invalid("a version needs a modelUri");
            }
            return ArmReply.of(201, add(model, version, call.object()));
        }
        JsonNode old = known.path("properties");
        if (!old.path("modelUri").equals(sent.path("modelUri"))) {
            throw ArmRefusal.conflict("modelUri of " + model + ":" + version + " is immutable");
        }
        old.path("properties").properties().forEach(property -> {
            if (!property.getValue().equals(sent.path("properties").path(property.getKey()))) {
                throw ArmRefusal.invalid("property " + property.getKey() + " cannot be removed or altered");
            }
        });
        known.set("properties", sent.put("provisioningState", "Succeeded"));
        return ArmReply.of(200, known);
    }

    private static ObjectNode properties(ArmCall call) {
        if (call.object().path("properties") instanceof ObjectNode properties) {
            return properties;
        }
        throw ArmRefusal.invalid(call.path() + " needs properties");
    }

    private ObjectNode add(String model, String version, ObjectNode resource) {
        String path = "models/" + model + "/versions/" + version;
        ObjectNode named = named(path, version);
        named.set("properties", resource.path("properties"));
        ((ObjectNode) named.path("properties")).put("provisioningState", "Succeeded");
        versions.computeIfAbsent(model, m -> new LinkedHashMap<>()).put(version, named);
        ObjectNode container = (ObjectNode)
                models.computeIfAbsent(model, m -> named("models/" + m, m)).path("properties");
        container.put("latestVersion", version);
        if (version.matches("[0-9]{1,9}")) {
            int next = Math.max(container.path("nextVersion").asInt(1), Integer.parseInt(version) + 1);
            container.put("nextVersion", Integer.toString(next));
        }
        return named;
    }

    private ObjectNode named(String path, String name) {
        ObjectNode resource = JsonNodeFactory.instance.objectNode();
        resource.put("id", fake.workspace().id(path)).put("name", name);
        resource.put("type", "Microsoft.MachineLearningServices/workspaces/models");
        resource.putObject("systemData").put("createdAt", clock.instant().toString());
        resource.putObject("properties");
        return resource;
    }

    private static void copy(String field, ObjectNode from, ObjectNode to) {
        if (from.has(field)) {
            to.set(field, from.path(field));
        }
    }

    private ObjectNode container(String model) {
        return Optional.ofNullable(models.get(model)).orElseThrow(() -> ArmRefusal.notFound("model " + model));
    }

    private ObjectNode at(String model, String version) {
        return Optional.ofNullable(versions.getOrDefault(model, Map.of()).get(version))
                .orElseThrow(() -> ArmRefusal.notFound("model " + model + ":" + version));
    }
}
