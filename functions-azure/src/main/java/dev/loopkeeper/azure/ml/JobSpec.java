package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A user's job, as the {@code properties} of {@code PUT .../jobs/{id}}, and what an attempt adds to it.
 *
 * <p>Inputs that the file names are given our values; a job is given nothing it does not name, as the service refuses
 * it. A command is told everything in its environment as well.
 *
 * @param properties of the file; {@code jobType} is {@code Command} or {@code Pipeline}
 * @param what names the job in messages
 */
record JobSpec(ObjectNode properties, String what) {
    private static final List<String> TOLD =
            List.of("request", "output", "model", "run_id", "attempt", "data_container");

    static JobSpec of(ObjectNode file, String what) {
        // Whoever copied a whole resource means what is in it.
        ObjectNode job = file.path("properties").has("jobType") ? (ObjectNode) file.path("properties") : file;
        String type = job.path("jobType").asText("");
        if (!type.equals("Command") && !type.equals("Pipeline")) {
            throw LoopException.poison(what + " has jobType '" + type + "', expected Command or Pipeline: write the"
                    + " properties of a job as the REST API " + ArmApi.VERSION + " takes them");
        }
        return new JobSpec(job, what);
    }

    private boolean command() {
        return properties.path("jobType").asText().equals("Command");
    }

    /** Tells the job where its request is, and all else that is known. */
    void tell(Map<String, String> values) {
        if (!command() && !properties.path("inputs").has("request")) {
            throw LoopException.poison(what + " must have an input 'request': it is given the URI of request.json");
        }
        TreeSet<String> lacking = new TreeSet<>();
        properties.path("inputs").properties().forEach(input -> fill(input, values, lacking));
        if (!lacking.isEmpty()) {
            throw LoopException.poison(what + " asks for inputs " + lacking
                    + " that have no value: add them below training.params in loop.yaml");
        }
        if (command()) {
            ObjectNode env = properties.withObject("/environmentVariables");
            TOLD.forEach(name -> env.put("LOOPKEEPER_" + name.toUpperCase(Locale.ROOT), values.get(name)));
        }
    }

    private void fill(Map.Entry<String, JsonNode> input, Map<String, String> values, TreeSet<String> lacking) {
        if (!(input.getValue() instanceof ObjectNode form)) {
            throw LoopException.poison(what + " has input " + input.getKey() + " without a jobInputType");
        }
        String field = form.path("jobInputType").asText().equals("literal") ? "value" : "uri";
        if (values.containsKey(input.getKey())) {
            form.put(field, values.get(input.getKey()));
        } else if (!form.hasNonNull(field)) {
            lacking.add(input.getKey());
        }
    }

    /**
     * Asks for the capacity and the longest time of {@code loop.yaml}, where the file leaves it open. A cluster of the
     * workspace has its tier already, and the steps of a pipeline say theirs themselves.
     *
     * @param first whether it is the first attempt: {@code prefer} repeats on capacity that stays
     */
    void fit(LoopConfig.Spot spot, Optional<String> timeout, boolean first) {
        if (!command()) {
            return;
        }
        boolean cheap = spot == LoopConfig.Spot.ONLY || spot == LoopConfig.Spot.PREFER && first;
        if (cheap && !properties.hasNonNull("computeId") && !properties.has("queueSettings")) {
            properties.putObject("queueSettings").put("jobTier", "Spot");
        }
        if (timeout.isPresent() && !properties.has("limits")) {
            properties.putObject("limits").put("jobLimitsType", "Command").put("timeout", timeout.get());
        }
    }
}
