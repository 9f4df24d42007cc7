package dev.loopkeeper.azure.ml;

import java.util.Map;

/**
 * How versions are served.
 *
 * <p>The environment names the image, and in its {@code inferenceConfig} the port and the routes: {@code POST
 * /predict}, {@code GET /health} until a version is ready, {@code GET /live}. The image finds the registered folder in
 * {@code AZUREML_MODEL_DIR} and is told its version in {@code LOOPKEEPER_VERSION}. A model of Loopkeeper's own trainer
 * needs the image of {@code infra/pipelines/serving}.
 *
 * @param environment {@code name:version} of an environment of the workspace, or a resource id; empty where nothing is
 *     deployed
 * @param instanceType machine of each instance, such as {@code Standard_DS2_v2}
 * @param instances at least 1
 * @param store address that predictions are logged to, empty for none
 * @param identity client id of the endpoint's own identity that logs them, empty for the only one it has
 */
public record EndpointServing(String environment, String instanceType, int instances, String store, String identity) {
    public EndpointServing {
        require(identity, "AZURE_ML_SERVING_CLIENT_ID", "|[0-9a-fA-F-]{36}", "the client id of an identity");
        require(environment, "AZURE_ML_SERVING_ENVIRONMENT", "|[\\w.-]+:[\\w.-]+|/.+|azureml:.+", "name:version");
        require(instanceType, "AZURE_ML_SERVING_INSTANCE", "\\w{1,64}", "a machine such as Standard_DS2_v2");
        if (instances < 1 || instances > 50) {
            throw new IllegalArgumentException("AZURE_ML_SERVING_INSTANCES is " + instances
                    + ", expected 1 to 50, Azure's limit for a deployment");
        }
    }

    /** Reads {@code AZURE_ML_SERVING_ENVIRONMENT} and the others, each with a default. */
    public static EndpointServing from(Map<String, String> env) {
        String instances = env.getOrDefault("AZURE_ML_SERVING_INSTANCES", "1");
        if (!instances.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "AZURE_ML_SERVING_INSTANCES is '" + instances + "', expected a whole number");
        }
        return new EndpointServing(
                env.getOrDefault("AZURE_ML_SERVING_ENVIRONMENT", ""),
                env.getOrDefault("AZURE_ML_SERVING_INSTANCE", "Standard_DS2_v2"),
                Integer.parseInt(instances),
                env.getOrDefault("AZURE_ML_SERVING_STORE", ""),
                env.getOrDefault("AZURE_ML_SERVING_CLIENT_ID", ""));
    }

    private static void require(String value, String name, String pattern, String allowed) {
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException(name + " is '" + value + "', expected " + allowed);
        }
    }
}
