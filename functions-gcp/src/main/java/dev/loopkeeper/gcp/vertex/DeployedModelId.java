package dev.loopkeeper.gcp.vertex;

import dev.loopkeeper.edge.Digest;
import java.util.OptionalLong;

/**
 * The id under which a version is deployed on any endpoint: ten digits that follow from the version's name, so that a
 * repeat of a deployment whose answer was lost meets the first one.
 *
 * <p>{@code v3} has the id 1000000003: the serving image is told nothing but the id, and reads from it under which
 * version it logs its predictions.
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
        OptionalLong number = VersionNames.ours(version);
        if (number.isPresent() && number.getAsLong() < FIRST) {
            return Long.toString(FIRST + number.getAsLong());
        }
        long hash = Long.parseLong(Digest.hex(version).substring(0, HEX_DIGITS), 16);
        return Long.toString(FIRST + hash % COUNT);
    }
}
