package dev.loopkeeper.azure.ml;

/**
 * An Azure Machine Learning workspace, and where Resource Manager is called for it.
 *
 * @param host scheme and host of Resource Manager, without a trailing slash
 * @param subscription id of the subscription
 * @param group name of the resource group
 * @param name of the workspace
 * @param region of the workspace, such as {@code westeurope}; endpoints and their versions are made there
 */
public record Workspace(String host, String subscription, String group, String name, String region) {
    private static final String CLOUD = "https://management.azure.com";

    public Workspace {
        require(host, "host", "https?://[A-Za-z0-9.:-]+", "a URL of a host without a path");
        require(subscription, "subscription", "[0-9a-fA-F-]{36}", "the id of a subscription");
        require(group, "resource group", "[\\w.()-]{0,89}[\\w()-]", "the name of a resource group");
        require(name, "workspace", "[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}", "the name of a workspace");
        require(region, "region", "[a-z0-9]{2,40}", "a region such as westeurope");
    }

    /** In Azure's public cloud. */
    public static Workspace of(String subscription, String group, String name, String region) {
        return new Workspace(CLOUD, subscription, group, name, region);
    }

    /** Resource id, with a leading slash: the parent of all that is made here. */
    public String id() {
        return "/subscriptions/" + subscription + "/resourceGroups/" + group
                + "/providers/Microsoft.MachineLearningServices/workspaces/" + name;
    }

    /** Resource id of what lies below the workspace, such as {@code models/late/versions/3}. */
    public String id(String resource) {
        return id() + "/" + resource;
    }

    String url(String resource) {
        return host + id(resource);
    }

    private static void require(String value, String name, String pattern, String allowed) {
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException("Azure Machine Learning " + name + " is '" + value + "', expected "
                    + allowed + ": set it where the function app is");
        }
    }
}
