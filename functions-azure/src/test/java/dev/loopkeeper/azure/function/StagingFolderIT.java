package dev.loopkeeper.azure.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** The folder that a zip deploy takes: what the host finds in it, and what it must not. */
class StagingFolderIT {
    private static final Path STAGING = Path.of(System.getProperty("loopkeeper.azure.staging"));
    private static final String JAR = "loopkeeper-functions-azure-0.1.0.jar";
    private static final int MOST_BYTES = 15 << 20;

    private static final Map<String, String> BINDINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("adjust-traffic", queue("adjust-traffic")),
            Map.entry("compare-metrics", "eventGridTrigger event"),
            Map.entry("compare-metrics-hint", queue("compare-metrics")),
            Map.entry("ingest-data", "eventGridTrigger event"),
            Map.entry("notify-team", queue("notify-team")),
            Map.entry("plan-retraining", queue("plan-retraining")),
            Map.entry("plan-retraining-timer", "timerTrigger timer %LOOPKEEPER_PLAN_SCHEDULE%"),
            Map.entry("receive-alert", http("receive-alert", "POST")),
            Map.entry("roll-back", http("roll-back", "POST")),
            Map.entry("score-outcomes", "eventGridTrigger event"),
            Map.entry("show-status", http("show-status", "GET,HEAD")),
            Map.entry("start-training", queue("start-training")),
            Map.entry("sweep", "timerTrigger timer %LOOPKEEPER_SWEEP_SCHEDULE%"),
            Map.entry("update-registry", queue("update-registry"))));

    private static String queue(String step) {
        return "queueTrigger message loopkeeper-" + step + " LOOPKEEPER_QUEUES";
    }

    private static String http(String name, String methods) {
        return "httpTrigger request " + name + "/{*path} " + methods + " FUNCTION, http $return";
    }

    private static JsonNode read(Path file) throws IOException {
        return Json.tree(Files.readAllBytes(file), file.toString());
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void shouldBindEveryFunctionAsItIsDeclared() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Path file : below(STAGING)) {
            if (file.endsWith("function.json")) {
                found.put(file.getParent().getFileName().toString(), bindings(read(file)));
            }
        }
        assertThat(found).isEqualTo(BINDINGS);
    }

    private static String bindings(JsonNode function) throws IOException {
        assertThat(function.path("scriptFile").asText()).isEqualTo("../" + JAR);
        assertThat(function.has("disabled")).as("app settings switch functions").isFalse();
        assertThat(function.has("retry"))
                .as("the senders try again, see host.json")
                .isFalse();
        String entry = function.path("entryPoint").asText();
        try (JarFile jar = new JarFile(STAGING.resolve(JAR).toFile())) {
            assertThat(entry).endsWith(".run");
            assertThat(jar.getEntry(entry.replace(".run", "").replace('.', '/') + ".class"))
                    .as(entry)
                    .isNotNull();
        }
        StringBuilder all = new StringBuilder();
        function.path("bindings")
                .forEach(b -> all.append(all.isEmpty() ? "" : ", ").append(binding(b)));
        return all.toString();
    }

    private static String binding(JsonNode binding) {
        StringBuilder text = new StringBuilder(binding.path("type").asText())
                .append(' ')
                .append(binding.path("name").asText());
        for (String field : List.of("queueName", "connection", "schedule", "route")) {
            if (binding.has(field)) {
                text.append(' ').append(binding.path(field).asText());
            }
        }
        String methods = Stream.of(binding.path("methods"))
                .flatMap(m -> Stream.iterate(0, i -> i < m.size(), i -> i + 1)
                        .map(i -> m.get(i).asText()))
                .reduce((a, b) -> a + "," + b)
                .orElse("");
        return (text + " " + methods + " " + binding.path("authLevel").asText(""))
                .replaceAll(" +", " ")
                .strip();
    }

    @Test
    void shouldHoldTheHostsSettingsAsTheyStandInTheSources() throws IOException {
        assertThat(read(STAGING.resolve("host.json"))).isEqualTo(read(Path.of("host.json")));
        assertThat(read(STAGING.resolve("local.settings.json")).path("Values").properties())
                .as("no value of anybody's is packed")
                .hasSize(1);
    }

    @Test
    void shouldPackOnlyWhatAzureNeeds() throws IOException {
        assertThat(below(STAGING.resolve("lib")).stream()
                        .map(file -> file.getFileName().toString())
                        .toList())
                .as("the worker's own Gson would shadow another, and nothing of tests or of other clouds is deployed")
                .noneMatch(name -> name.matches(
                        "(gson|azure-(core|storage|identity)|google|netty|reactor|junit|assertj|loopkeeper-(testkit|local)"
                                + "|log4j-core|azure-functions-java-spi).*"));
        assertThat(zipped()).isLessThan(MOST_BYTES);
    }

    private static int zipped() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Path file : below(STAGING)) {
                zip.putNextEntry(new ZipEntry(STAGING.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return bytes.size();
    }
}
