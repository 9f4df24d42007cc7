package dev.loopkeeper.testkit.functions;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one {@code function.json} says.
 *
 * @param name of its folder, which is the function's name
 * @param jar the {@code scriptFile}, found from its folder
 * @param entryPoint class and method
 * @param trigger the one binding that starts it
 */
record FunctionFile(String name, Path jar, String entryPoint, JsonNode trigger, boolean disabled, Retry retry) {
    /** All functions of a staging folder, by name; at least one. */
    static List<FunctionFile> all(Path root) {
        try (Stream<Path> folders = Files.list(root)) {
            List<FunctionFile> files = folders.map(folder -> folder.resolve("function.json"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(FunctionFile::read)
                    .toList();
            if (files.isEmpty()) {
                throw new IllegalStateException(root + " has no function: expected <name>/function.json");
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FunctionFile read(Path file) {
        JsonNode json = StagedJson.read(file);
        Path folder = file.getParent();
        Path jar = folder.resolve(json.path("scriptFile").asText()).normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(file + " names the scriptFile " + jar + ", which is not there");
        }
        return new FunctionFile(
                folder.getFileName().toString(),
                jar,
                json.path("entryPoint").asText(),
                trigger(file, json),
                json.path("disabled").asBoolean(false),
                Retry.of(json));
    }

    private static JsonNode trigger(Path file, JsonNode json) {
        List<JsonNode> triggers = new ArrayList<>();
        for (JsonNode binding : json.path("bindings")) {
            String type = binding.path("type").asText();
            if (type.endsWith("Trigger")) {
                triggers.add(binding);
            } else if (!type.equals("http")) {
                throw new IllegalStateException(file + " has a binding of type '" + type
                        + "', which this host does not make: write to the service yourself");
            }
        }
        if (triggers.size() != 1) {
            throw new IllegalStateException(file + " has " + triggers.size() + " triggers, expected one");
        }
        return triggers.get(0);
    }

    String type() {
        return trigger.path("type").asText();
    }

    boolean is(String type) {
        return type().equalsIgnoreCase(type);
    }
}
