package dev.loopkeeper.azure.rest;

import dev.loopkeeper.connectors.rest.AccessTokens;
import dev.loopkeeper.connectors.rest.Authorization;
import dev.loopkeeper.connectors.rest.RestClient;
import java.time.InstantSource;

/**
 * The clients of Azure's HTTP APIs: {@link RestClient} with Azure's ways to prove who calls, and with the message that
 * tells an operator what to do when a call is not allowed.
 */
public final class AzureRest {
    /** What a person does about a call that is not allowed; it ends the message. */
    public static final String REMEDY = "grant the function app's identity the role that infra/azure lists for it";

    private AzureRest() {}

    /** For Resource Manager, Azure Machine Learning, Monitor and the others that take a bearer token and JSON. */
    public static RestClient withToken(AccessTokens tokens) {
        return new RestClient(Authorization.bearer(tokens), REMEDY);
    }

    /** For blobs and queues with a managed identity's token of {@link ManagedIdentity#STORAGE}. */
    public static RestClient storage(AccessTokens tokens) {
        return storage(Authorization.bearer(tokens));
    }

    /** For blobs and queues. */
    public static RestClient storage(Authorization proof) {
        return new RestClient(new StorageHeaders(proof, InstantSource.system()), REMEDY);
    }
}
