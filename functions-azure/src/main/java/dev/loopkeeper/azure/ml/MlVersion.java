package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.registry.Lineage;
import dev.loopkeeper.registry.Registration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * One version as the workspace's registry shows it.
 *
 * <p>What was registered is in the version's properties, which can be added and never altered, a short text each; the
 * verdict's sentence is the description.
 *
 * @param number version 3 is called {@code v3}
 * @param registration empty for a version that others registered
 * @param job that made it, empty when another service did
 */
record MlVersion(long number, Optional<Registration> registration, Optional<String> job) {
    private static final String PREFIX = "loopkeeper_";

    /** Empty for a version without a number, which others registered. */
    static Optional<MlVersion> of(JsonNode resource) {
        String name = resource.path("name").asText("");
        if (!name.matches("[1-9][0-9]{0,8}")) {
            return Optional.empty();
        }
        JsonNode job = resource.path("properties").path("jobName");
        return Optional.of(new MlVersion(
                Long.parseLong(name),
                read(resource.path("properties")),
                Optional.of(job.asText("")).filter(j -> !j.isEmpty() && job.isTextual())));
    }

    boolean of(String runId) {
        return registration.filter(r -> r.runId().equals(runId)).isPresent();
    }

    String name() {
        return MlNames.version(number);
    }

    static String resource(String model, String number) {
        return "models/" + model + "/versions/" + number;
    }

    /** Writes what is registered into the properties of a version. */
    static void write(Registration r, ObjectNode version) {
        ObjectNode p = version.put("description", r.verdict()).withObject("/properties");
        put(p, "model", r.model());
        put(p, "run", r.runId());
        put(p, "artifact", r.artifact());
        put(p, "artifact_hash", r.artifactHash());
        put(p, "blessed", Boolean.toString(r.blessed()));
        put(p, "at", r.at().toString());
        put(p, "batches_hash", r.lineage().batchesHash());
        put(p, "batches", Integer.toString(r.lineage().batches()));
        put(p, "rows", Long.toString(r.lineage().rows()));
        put(p, "git_commit", r.lineage().gitCommit());
        put(p, "config_hash", r.lineage().configHash());
        put(p, "pipeline_hash", r.lineage().pipelineHash());
        put(p, "parent", r.lineage().parent());
    }

    private static void put(ObjectNode properties, String name, String value) {
        properties.put(PREFIX + name, value);
    }

    private static Optional<Registration> read(JsonNode version) {
        JsonNode p = version.path("properties");
        if (!p.has(PREFIX + "run")) {
            return Optional.empty();
        }
        try {
            return Optional.of(registration(p, version.path("description").asText("")));
        } catch (NumberFormatException | DateTimeParseException e) {
            // Somebody wrote properties of our names by hand: it is a version of theirs.
            return Optional.empty();
        }
    }

    private static Registration registration(JsonNode p, String verdict) {
        Lineage lineage = new Lineage(
                text(p, "batches_hash"),
                Integer.parseInt(text(p, "batches")),
                Long.parseLong(text(p, "rows")),
                text(p, "git_commit"),
                text(p, "config_hash"),
                text(p, "pipeline_hash"),
                text(p, "parent"));
        return new Registration(
                text(p, "model"),
                text(p, "run"),
                text(p, "artifact"),
                text(p, "artifact_hash"),
                Boolean.parseBoolean(text(p, "blessed")),
                verdict,
                lineage,
                Instant.parse(text(p, "at")));
    }

    private static String text(JsonNode properties, String name) {
        return properties.path(PREFIX + name).asText("");
    }
}
