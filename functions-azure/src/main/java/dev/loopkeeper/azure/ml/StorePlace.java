package dev.loopkeeper.azure.ml;

/**
 * Where the object store is, as Azure Machine Learning sees it.
 *
 * @param account storage account
 * @param container of Loopkeeper's own records; addresses lead to it
 * @param uploads container of {@code data/} and {@code outcomes/}, which training code is told beside them
 * @param datastore name of the workspace's datastore over that container, as {@code infra/azure} registers it
 */
public record StorePlace(String account, String container, String uploads, String datastore) {
    public StorePlace {
        require(account, "storage account", "[a-z0-9]{3,24}", "3 to 24 lower-case letters and digits");
        require(container, "container", "[a-z0-9-]{3,63}", "the name of a container, without an address");
        require(uploads, "container of uploads", "[a-z0-9-]{3,63}", "the name of a container, without an address");
        require(datastore, "datastore", "[a-zA-Z0-9_]{1,255}", "the name of a datastore of the workspace");
    }

    /** Address of a key for training code: its path is the key. */
    public String uri(String key) {
        return "wasbs://" + container + "@" + account + ".blob.core.windows.net/" + key;
    }

    /** Address of a key for a version in the workspace's registry. */
    String modelUri(Workspace workspace, String key) {
        return "azureml:/" + workspace.id().replaceFirst("/providers/Microsoft.MachineLearningServices", "")
                + "/datastores/" + datastore + "/paths/" + key;
    }

    private static void require(String value, String name, String pattern, String allowed) {
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException(
                    name + " is '" + value + "', expected " + allowed + ": set it where the function app is");
        }
    }
}
