package dev.loopkeeper.testkit.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.Journal;
import dev.loopkeeper.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A journal without what two right runs of one story may differ in.
 *
 * <p>Left out: times and ids; hashes over batch ids, which hold the store's own version of a file; the training
 * service's name of a job; the threshold of slow answers, exact here and the bound of a histogram there; the windows of
 * a look and the numbers in sentences about traffic, because a late look sees more windows at once. For the same reason
 * looks that only went on, and whether somebody saw a job while it ran, are no part of it. What follows a deed without
 * being waited for is compared kind by kind, since it may come before or after the next deed.
 *
 * @param deeds every other event, in order, all fields
 * @param upkeep aliases, removals and cleared markers, in order, by type
 */
public record Plot(List<String> deeds, Map<String, List<String>> upkeep) {
    private static final Set<String> CHANCE = Set.of("notified", "training-started");
    private static final Set<String> UPKEEP = Set.of("aliases-moved", "undeployed", "pending-cleared");
    private static final List<String> OWN = List.of(
            "windows",
            "observedTo",
            "evidence",
            "serviceId",
            "holdoutHash",
            "artifactHash",
            "slowMillis",
            "ageDays",
            "claimedAt",
            "since",
            "at");
    private static final Pattern RUN = Pattern.compile("(run-\\d{4})-[0-9a-f]{6}");
    /** Also one that is so large that only a bound of it is told. */
    private static final Pattern NUMBER = Pattern.compile("(?:over )?\\d[\\d.,]*");

    private static final int ALL = 10_000;

    public static Plot of(ObjectStore store) {
        List<String> deeds = new ArrayList<>();
        Map<String, List<String>> upkeep = new TreeMap<>();
        for (Commit commit : new Journal(store).read(Story.MODEL, 0, ALL, ALL)) {
            for (Event event : commit.events()) {
                ObjectNode json = (ObjectNode) Json.tree(Json.write(event), "event");
                String type = json.path("type").asText();
                if (UPKEEP.contains(type)) {
                    upkeep.computeIfAbsent(type, t -> new ArrayList<>()).add(line(commit, json));
                } else if (!CHANCE.contains(type)
                        && !json.path("verdict").asText().equals("CONTINUE")) {
                    deeds.add(line(commit, json));
                }
            }
        }
        return new Plot(deeds, upkeep);
    }

    private static String line(Commit commit, ObjectNode event) {
        String type = event.path("type").asText();
        strip(event, !type.equals("compared"));
        event.path("points").forEach(point -> ((ObjectNode) point).remove("id"));
        if (type.equals("step-taken") && event.path("step").asInt() == 0) {
            // Tells what the traffic before the canary lets one find, and that depends on how long the wait was.
            event.remove("sentence");
        }
        String text = new String(Json.write(event), StandardCharsets.UTF_8);
        return commit.by() + " " + RUN.matcher(text).replaceAll("$1");
    }

    private static void strip(JsonNode node, boolean traffic) {
        if (node instanceof ObjectNode object) {
            object.remove(OWN);
            for (String said : List.of("sentence", "reason")) {
                if (traffic && object.path(said).isTextual()) {
                    object.put(said, NUMBER.matcher(object.path(said).asText()).replaceAll("#"));
                }
            }
            // Maps have no order of their own.
            Map<String, JsonNode> sorted = new TreeMap<>();
            object.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            object.removeAll();
            object.setAll(sorted);
        }
        node.forEach(child -> strip(child, traffic));
    }
}
