package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.LoopException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a deployment's PUT: a managed deployment of a registered version, tagged with its name. It says nothing
 * of traffic, so it takes none.
 */
final class DeploymentRequest {
    /** Tag that says which version a deployment of ours serves. */
    static final String VERSION_TAG = "loopkeeper-version";

    private static final Pattern ARTIFACT = Pattern.compile("runs/([a-z][a-z0-9-]{1,62})/.*?([^/]+)");
    private static final Pattern VERSION = Pattern.compile("v([0-9]{1,18})");

    private final Workspace workspace;
    private final EndpointServing serving;

    DeploymentRequest(Workspace workspace, EndpointServing serving) {
        this.workspace = workspace;
        this.serving = serving;
    }

    /**
     * @param artifact key below the run's folder, which names the model
     * @param location of the endpoint
     */
    ObjectNode of(String version, String artifact, String location) {
        Matcher run = ARTIFACT.matcher(artifact);
        Matcher number = VERSION.matcher(version);
        if (!run.matches() || !number.matches()) {
            throw LoopException.poison("version " + version + " with artefact '" + artifact
                    + "' cannot be deployed: expected a version such as v3 and an artefact below runs/<model>/");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("location", location);
        body.putObject("tags").put(VERSION_TAG, version);
        body.putObject("sku").put("name", "Default").put("capacity", serving.instances());
        ObjectNode properties = body.putObject("properties")
                .put("endpointComputeType", "Managed")
                .put("model", workspace.id("models/" + run.group(1) + "/versions/" + number.group(1)))
                .put("instanceType", serving.instanceType());
        if (!serving.environment().isEmpty()) {
            properties.put("environmentId", environment());
        }
        ObjectNode told = properties.putObject("environmentVariables");
        told.put("LOOPKEEPER_VERSION", version)
                .put("LOOPKEEPER_MODEL_NAME", run.group(1))
                .put("LOOPKEEPER_ARTIFACT", run.group(2));
        if (!serving.store().isEmpty()) {
            told.put("LOOPKEEPER_STORE", serving.store());
        }
        if (!serving.identity().isEmpty()) {
            told.put("AZURE_CLIENT_ID", serving.identity());
        }
        properties.putObject("scaleSettings").put("scaleType", "Default");
        probe(properties.putObject("livenessProbe"), "PT30S", 30);
        probe(properties.putObject("readinessProbe"), "PT10S", 30);
        return body;
    }

    private String environment() {
        String given = serving.environment();
        int colon = given.indexOf(':');
        return given.startsWith("/") || given.startsWith("azureml:")
                ? given
                : workspace.id("environments/" + given.substring(0, colon) + "/versions/" + given.substring(colon + 1));
    }

    private static void probe(ObjectNode probe, String initial, int failures) {
        probe.put("initialDelay", initial)
                .put("period", "PT10S")
                .put("timeout", "PT5S")
                .put("failureThreshold", failures)
                .put("successThreshold", 1);
    }
}
