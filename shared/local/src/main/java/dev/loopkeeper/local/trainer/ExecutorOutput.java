package dev.loopkeeper.local.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Tells a Kubeflow pipeline the figures of a step, which shows them on the step's page.
 *
 * <p>The step is given its {@code ExecutorInput} as JSON and writes {@code outputs.outputFile}: the message
 * {@code ExecutorOutput} of the pipeline specification 2.1, with the figures as metadata of artefact {@code metrics}.
 */
final class ExecutorOutput {
    private static final String METRICS = "metrics";

    private ExecutorOutput() {}

    /** Does nothing for a step without an output file or without that artefact. */
    static void write(String executorInput, Map<String, Double> figures) {
        JsonNode outputs = Json.tree(executorInput.getBytes(StandardCharsets.UTF_8), "executor input")
                .path("outputs");
        JsonNode asked =
                outputs.path("artifacts").path(METRICS).path("artifacts").path(0);
        String file = outputs.path("outputFile").asText("");
        if (file.isEmpty() || !(asked instanceof ObjectNode metrics)) {
            return;
        }
        figures.forEach(metrics.withObject("/metadata")::put);
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.putObject("artifacts").putObject(METRICS).putArray("artifacts").add(metrics);
        try {
            Path path = Path.of(file);
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.write(path, Json.write(output));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + " for the pipeline", e);
        }
    }
}
