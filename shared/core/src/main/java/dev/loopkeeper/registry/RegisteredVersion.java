package dev.loopkeeper.registry;

import java.util.Set;

/** One version with the aliases that point at it now. */
public record RegisteredVersion(String version, Registration registration, Set<String> aliases) {}
