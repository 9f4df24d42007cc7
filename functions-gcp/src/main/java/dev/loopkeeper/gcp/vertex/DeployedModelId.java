package dev.loopkeeper.gcp.vertex;

import dev.loopkeeper.edge.Digest;

/**
 * The id under which a version is deployed on any endpoint: ten digits that follow from the version's name, so that a
 * repeat of a deployment whose answer was lost meets the first one.
 */
public final class DeployedModelId {
    private static final long FIRST = 1_000_000_000L;
    private static final long COUNT = 9_000_000_000L;
    private static final int HEX_DIGITS = 15;

    private DeployedModelId() {}

    /** Under which id any version is deployed, also one that somebody else deployed: its name ends with it. */
    public static String find(String version) {
        return VersionNames.foreignId(version).orElseGet(() -> of(version));
    }

    /** The id that a version of ours gets. */
    static String of(String version) {
        long hash = Long.parseLong(Digest.hex(version).substring(0, HEX_DIGITS), 16);
        return Long.toString(FIRST + hash % COUNT);
    }
}
