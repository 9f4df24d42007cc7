package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.TreeSet;

/**
 * The body of a shift: the whole split, the etag it was decided on, and a label that counts the shifts.
 *
 * <p>The count makes every shift a change, also one that goes back to an earlier split. Whatever the service makes its
 * etags from, a token that was read before is worthless afterwards.
 */
final class ShiftRequest {
    private ShiftRequest() {}

    static ObjectNode of(ServedEndpoint served, TrafficSplit split) {
        TreeSet<String> absent = new TreeSet<>(split.weights().keySet());
        absent.removeAll(served.ids().keySet());
        if (!absent.isEmpty()) {
            throw LoopException.poison("traffic split " + split.weights() + " names " + absent + ", deployed on "
                    + served.resource() + " are " + served.ids().keySet() + ": every version of a split must be ready");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("etag", served.etag());
        ObjectNode shares = body.putObject("trafficSplit");
        split.weights().forEach((version, weight) -> shares.put(served.ids().get(version), weight));
        ObjectNode labels = body.putObject("labels");
        served.labels().forEach(labels::put);
        labels.put(Labels.SHIFT, Long.toString(shifts(served) + 1));
        return body;
    }

    private static long shifts(ServedEndpoint served) {
        String counted = served.labels().getOrDefault(Labels.SHIFT, "");
        return counted.matches("[0-9]{1,18}") ? Long.parseLong(counted) : 0;
    }
}
