package dev.loopkeeper.gcp.rest;

/** Where the bearer token of outgoing calls comes from. */
public interface AccessTokens extends dev.loopkeeper.connectors.rest.AccessTokens {}
