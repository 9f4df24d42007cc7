package dev.loopkeeper.azure.auth;

import java.util.Optional;
import java.util.Set;

/**
 * Who may change something: everybody whom each given condition admits. Where none is given nobody may.
 *
 * @param role an application role, such as {@code Loopkeeper.Operator}; empty when roles do not matter
 * @param objectIds of people and service principals, in lower case; empty when they do not matter
 */
public record Allowed(String role, Set<String> objectIds) {
    /** What keeps somebody out, and what to do about it; empty for whoever may. */
    Optional<String> against(Identity identity) {
        if (role.isEmpty() && objectIds.isEmpty()) {
            return Optional.of("nobody may do this: set LOOPKEEPER_ROLE or LOOPKEEPER_CALLERS of this function");
        }
        if (!role.isEmpty() && !identity.roles().contains(role)) {
            return Optional.of("the token holds no role " + role + ": assign it to them in the enterprise application");
        }
        return objectIds.isEmpty() || objectIds.contains(identity.objectId())
                ? Optional.empty()
                : Optional.of("object id " + identity.objectId()
                        + " may not do this: add it to LOOPKEEPER_CALLERS of this function");
    }
}
