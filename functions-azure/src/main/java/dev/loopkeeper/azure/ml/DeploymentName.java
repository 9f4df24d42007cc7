package dev.loopkeeper.azure.ml;

import dev.loopkeeper.edge.Digest;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name under which a version is deployed on any endpoint: it follows from the version, so that a repeat of a
 * deployment whose answer was lost meets the first one.
 *
 * <p>Azure takes 3 to 32 letters, digits and hyphens, the first a letter, and does not tell upper from lower case. What
 * others deployed is the version {@code <deployment>@<endpoint>}.
 */
public final class DeploymentName {
    private static final String OURS = "lk-";
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9]([a-z0-9-]{0,17}[a-z0-9])?");
    private static final int SHOWN = 14;
    private static final int DIGITS = 10;

    private DeploymentName() {}

    /** Under which name any version is deployed, also one that somebody else deployed; metrics are labelled with it. */
    public static String find(String version) {
        int at = version.indexOf('@');
        return at > 0 ? version.substring(0, at) : of(version);
    }

    /** The name that a version of ours gets. */
    static String of(String version) {
        if (PLAIN.matcher(version).matches()) {
            return OURS + version;
        }
        String shown = version.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return OURS + shown.substring(0, Math.min(SHOWN, shown.length())) + "-"
                + Digest.hex(version).substring(0, DIGITS);
    }

    /**
     * The version of a deployment.
     *
     * @param stated what its tag says, empty when it has none
     */
    static String version(String deployment, String endpoint, String stated) {
        return of(stated).equalsIgnoreCase(deployment) ? stated : deployment + "@" + endpoint;
    }
}
