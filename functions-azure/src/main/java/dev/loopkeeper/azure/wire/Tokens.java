package dev.loopkeeper.azure.wire;

import dev.loopkeeper.connectors.rest.AccessTokens;

/** Where the tokens for a service come from. */
interface Tokens {
    /** @param resource such as {@link dev.loopkeeper.azure.rest.ManagedIdentity#MANAGEMENT} */
    AccessTokens of(String resource);
}
