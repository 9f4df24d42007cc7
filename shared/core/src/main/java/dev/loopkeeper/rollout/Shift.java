package dev.loopkeeper.rollout;

import java.util.Optional;

/**
 * What the loop wants an endpoint to do with requests.
 *
 * @param mirror empty: nobody gets copies; only a service that can mirror is asked for it
 * @param move number of the change that wants this; it grows with every change
 */
public record Shift(TrafficSplit split, Optional<Mirror> mirror, long move) {
    /**
     * A version that gets a copy of some requests and answers nobody.
     *
     * @param percent of all requests, 1 to 50
     */
    public record Mirror(String version, int percent) {
        /** More than half of the requests cannot be mirrored on any service that Loopkeeper knows. */
        public static final int MOST = 50;

        public Mirror {
            if (percent < 1 || percent > MOST) {
                throw new IllegalArgumentException(
                        "mirror of version " + version + " is " + percent + " %, must be from 1 to " + MOST);
            }
        }
    }

    public Shift {
        if (mirror.filter(m -> split.weight(m.version()) > 0).isPresent()) {
            throw new IllegalArgumentException(
                    "a version gets live or mirrored requests, not both: " + split.weights() + " and " + mirror.get());
        }
    }

    /** A change of the split alone. */
    public static Shift to(TrafficSplit split, long move) {
        return new Shift(split, Optional.empty(), move);
    }
}
