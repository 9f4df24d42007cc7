package dev.loopkeeper.azure.events;

/** A version appeared in the workspace's model list, as far as an event says; by our hand or another's. */
public record VersionRegistered(String model, String version) {}
