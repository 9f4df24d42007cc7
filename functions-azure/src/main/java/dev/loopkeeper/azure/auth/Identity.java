package dev.loopkeeper.azure.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.token.SignedToken;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who an access token is of. Only ids and roles decide anything: names change hands.
 *
 * @param objectId of the person or service principal in the tenant, in lower case
 * @param application that asked for the token, in lower case
 * @param roles of our application that were assigned to them
 * @param name what the journal shows: the user name of a person, else the id of the application
 */
record Identity(String objectId, String application, Set<String> roles, String name) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern USER = Pattern.compile("[\\x21-\\x7e]{1,154}@[A-Za-z0-9.-]{1,100}");

    /**
     * Reads claims that were checked; versions 1.0 and 2.0 differ in names. Empty for an ID token, which says who
     * somebody is and lets nobody call: it names no application that asked.
     */
    static Optional<Identity> of(SignedToken token) {
        String objectId = token.claim("oid").toLowerCase(Locale.ROOT);
        String application = first(token, "azp", "appid").toLowerCase(Locale.ROOT);
        if (!ID.matcher(objectId).matches() || !ID.matcher(application).matches()) {
            return Optional.empty();
        }
        Set<String> roles = new HashSet<>();
        for (JsonNode role : token.claims().path("roles")) {
            roles.add(role.asText(""));
        }
        String user = first(token, "preferred_username", "upn");
        return Optional.of(new Identity(
                objectId,
                application,
                Set.copyOf(roles),
                USER.matcher(user).matches() ? user.toLowerCase(Locale.ROOT) : "application " + application));
    }

    private static String first(SignedToken token, String claim, String otherwise) {
        String value = token.claim(claim);
        return value.isEmpty() ? token.claim(otherwise) : value;
    }
}
