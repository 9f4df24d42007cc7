package dev.loopkeeper.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.Json;
import java.time.LocalDateTime;
import java.util.Map;

/**
 * One real flight of the sample.
 *
 * @param cells value by column in the order of the file, empty where it is missing
 */
record Flight(LocalDateTime departure, Map<String, String> cells) {
    static final String ID = "flight_id";
    static final String LABEL = "late";

    String id() {
        return cells.get(ID);
    }

    String line() {
        return String.join(",", cells.values());
    }

    /** What is known of it before it leaves, as an instance of a prediction request; never its label. */
    ObjectNode instance() {
        ObjectNode instance = Json.mapper().createObjectNode();
        cells.forEach((column, value) -> {
            if (!column.equals(ID) && !column.equals(LABEL) && !value.isEmpty()) {
                instance.put(column, value);
            }
        });
        return instance;
    }
}
