package dev.loopkeeper.azure.ml.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An official description (OpenAPI 2 with Azure's extensions), when there is a copy: in the folder that
 * {@code LOOPKEEPER_CONTRACTS} names, else in {@code shared/contracts} beside the checkout. Calls and answers are held
 * against it; without a copy nothing is.
 */
public final class Swagger {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Optional<Swagger> MACHINE_LEARNING = find("azure-ml", "2024-04-01/mfe.json");

    /** A part of one of the documents. */
    record Part(Path file, String pointer, JsonNode node) {
        Part at(String name) {
            return new Part(file, pointer + "/" + name, node.path(name));
        }
    }

    private record Method(String verb, Pattern path, Part part) {}

    private final Path root;
    private final Path main;
    private final Map<Path, JsonNode> documents = new HashMap<>();
    private final List<Method> methods;
    private final SchemaCheck schemas = new SchemaCheck(this);

    private Swagger(Path root, Path main) {
        this.root = root;
        this.main = main;
        Part paths = new Part(main, "/paths", document(main).path("paths"));
        methods = paths.node().properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(verb -> new Method(
                                verb.getKey().toUpperCase(Locale.ROOT),
                                Pattern.compile(path.getKey().replaceAll("\\{[^}]+}", "[^/]+")),
                                new Part(main, "", verb.getValue()))))
                .toList();
    }

    /** Azure Machine Learning's jobs, models and endpoints. */
    public static Optional<Swagger> machineLearning() {
        return MACHINE_LEARNING;
    }

    /** @param service folder of the copies */
    public static Optional<Swagger> find(String service, String file) {
        return Stream.of(System.getenv().getOrDefault("LOOPKEEPER_CONTRACTS", ""), "../../shared/contracts")
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(service))
                .filter(folder -> Files.isReadable(folder.resolve(file)))
                .findFirst()
                .map(folder -> new Swagger(folder, folder.resolve(file)));
    }

    /** Refuses a call that the description does not know, or anything in it that the description does not allow. */
    public void checkCall(ArmCall call) {
        Method method = method(call);
        Map<String, String> query = new HashMap<>(call.query());
        boolean body = false;
        for (JsonNode each : method.part().node().path("parameters")) {
            Part parameter = resolved(new Part(main, "", each));
            String name = parameter.node().path("name").asText();
            switch (parameter.node().path("in").asText()) {
                case "query" -> query(call, parameter, Optional.ofNullable(query.remove(name)));
                case "body" -> {
                    body = true;
                    body(call, parameter);
                }
                default -> {}
            }
        }
        broken(!query.isEmpty(), call, "has no query parameter " + query.keySet());
        broken(!body && !call.body().isMissingNode(), call, "takes no body");
    }

    private void query(ArmCall call, Part parameter, Optional<String> value) {
        JsonNode form = parameter.node();
        String name = form.path("name").asText();
        broken(form.path("required").asBoolean() && value.isEmpty(), call, "needs query parameter " + name);
        if (value.isEmpty()) {
            return;
        }
        String version = document(main).path("info").path("version").asText();
        broken(name.equals("api-version") && !value.get().equals(version), call, "is of version " + version);
        boolean allowed = !form.has("enum");
        for (Iterator<JsonNode> each = form.path("enum").iterator(); !allowed && each.hasNext(); ) {
            allowed = each.next().asText().equals(value.get());
        }
        broken(!allowed, call, "does not allow " + name + "=" + value.get());
    }

    private void body(ArmCall call, Part parameter) {
        boolean required = parameter.node().path("required").asBoolean();
        broken(required && call.body().isMissingNode(), call, "needs a body");
        if (!call.body().isMissingNode()) {
            schemas.check(call.body(), parameter.at("schema"), "body", true).ifPresent(why -> broken(true, call, why));
        }
    }

    /** Refuses an answer that the service would not give. */
    public void checkAnswer(ArmCall call, ArmReply reply) {
        JsonNode responses = method(call).part().node().path("responses");
        JsonNode response = responses.path(Integer.toString(reply.status()));
        broken(response.isMissingNode(), call, "is never answered with " + reply.status());
        if (response.has("schema")) {
            schemas.check(reply.body(), new Part(main, "", response.path("schema")), "answer", false)
                    .ifPresent(why -> broken(true, call, why));
        }
    }

    private Method method(ArmCall call) {
        return methods.stream()
                .filter(m -> m.verb().equals(call.method())
                        && m.path().matcher(call.full()).matches())
                .findFirst()
                .orElseThrow(() -> new ContractBreach(call.method() + " " + call.path() + " is no method of the API"));
    }

    private static void broken(boolean is, ArmCall call, String why) {
        if (is) {
            throw new ContractBreach(call.method() + " " + call.path() + ": " + why);
        }
    }

    /** What a part says, its reference followed. */
    Part resolved(Part part) {
        Part at = part;
        while (at.node().has("$ref")) {
            String[] sides = at.node().path("$ref").asText().split("#", 2);
            Path file = sides[0].isEmpty() ? at.file() : file(at.file(), sides[0]);
            at = new Part(file, sides[1], document(file).at(sides[1]));
            if (at.node().isMissingNode()) {
                throw new IllegalStateException("no " + sides[1] + " in " + file);
            }
        }
        return at;
    }

    /** The definition that extends a base and has the discriminator's value. */
    Optional<Part> extending(Part base, String value) {
        Part definitions =
                new Part(base.file(), "/definitions", document(base.file()).path("definitions"));
        return definitions.node().properties().stream()
                .filter(d ->
                        d.getValue().path("x-ms-discriminator-value").asText().equals(value))
                .map(d -> definitions.at(d.getKey()))
                .filter(d -> extendsIt(d, base))
                .findFirst();
    }

    private boolean extendsIt(Part definition, Part base) {
        if (definition.file().equals(base.file()) && definition.pointer().equals(base.pointer())) {
            return true;
        }
        for (JsonNode parent : definition.node().path("allOf")) {
            if (extendsIt(resolved(new Part(definition.file(), "", parent)), base)) {
                return true;
            }
        }
        return false;
    }

    /** The common types of all services are in a folder of their own, however deep the reference climbs. */
    private Path file(Path from, String reference) {
        int common = reference.indexOf("common-types/");
        return common >= 0 ? root.resolve(reference.substring(common)) : from.resolveSibling(reference);
    }

    /** Another document beside the main one, such as an example. */
    public JsonNode document(String name) {
        return document(main.resolveSibling(name));
    }

    private JsonNode document(Path file) {
        return documents.computeIfAbsent(file, f -> {
            try {
                return Files.isReadable(f) ? MAPPER.readTree(f.toFile()) : MissingNode.getInstance();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
