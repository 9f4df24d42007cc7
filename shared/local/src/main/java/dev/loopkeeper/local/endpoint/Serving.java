package dev.loopkeeper.local.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One consistent moment of an endpoint, replaced as a whole by every change: requests never see half a shift.
 *
 * @param chooser empty while nothing serves
 */
record Serving(EndpointState state, Map<String, LiveVersion> versions, Optional<TrafficChooser> chooser) {
    /** What a version answered, and which. */
    record Scored(LiveVersion version, double[] values) {}

    static Serving of(EndpointState state, Map<String, LiveVersion> versions) {
        return new Serving(state, Map.copyOf(versions), state.split().map(TrafficChooser::new));
    }

    /**
     * Scores rows on the addressed version, or on one chosen by weight. When a chosen one fails, another that takes
     * traffic is asked once: the failure counts against the first all the same. Where there is no other, the caller
     * waits for the restart of a version that is down. Rows that both refuse are the caller's fault and nobody's error;
     * rows that only the first refuses are its error.
     */
    Scored score(Optional<String> addressed, List<Map<String, String>> rows) throws VersionFailure {
        if (addressed.isPresent()) {
            return on(addressed(addressed.get()), rows);
        }
        LiveVersion chosen =
                versions.get(chooser.orElseThrow(Serving::nothingServes).next());
        int life = chosen.process().life();
        try {
            return on(chosen, rows);
        } catch (VersionFailure e) {
            Scored scored =
                    on(standIn(chosen).or(() -> restarted(chosen, life, e)).orElseThrow(() -> e), rows);
            if (e.kind() == VersionFailure.Kind.REFUSED) {
                chosen.metrics().failed(e.kind(), 0);
            }
            return scored;
        }
    }

    private static Scored on(LiveVersion version, List<Map<String, String>> rows) throws VersionFailure {
        return new Scored(version, version.score(rows));
    }

    private LiveVersion addressed(String name) {
        LiveVersion version = versions.get(name);
        if (version == null) {
            throw new HttpProblem(
                    404,
                    "unknown-version",
                    "version '" + name + "' is not deployed; deployed are " + versions.keySet());
        }
        return version;
    }

    private Optional<LiveVersion> standIn(LiveVersion failed) {
        LiveVersion best = null;
        for (LiveVersion version : versions.values()) {
            boolean candidate = version != failed
                    && state.weight(version.name()) > 0
                    && version.process().up();
            if (candidate && (best == null || state.weight(version.name()) > state.weight(best.name()))) {
                best = version;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The version that failed itself, when all that was wrong is that its process is being restarted. */
    private static Optional<LiveVersion> restarted(LiveVersion failed, int life, VersionFailure failure) {
        boolean back =
                failure.kind() == VersionFailure.Kind.DOWN && failed.process().awaitUp(life);
        return back ? Optional.of(failed) : Optional.empty();
    }

    private static HttpProblem nothingServes() {
        return new HttpProblem(503, "nothing-serves", "the endpoint has no traffic split yet: no version serves");
    }
}
