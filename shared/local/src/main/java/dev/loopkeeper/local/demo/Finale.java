package dev.loopkeeper.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The end of a demo: what was shown, what it cost, where to look. */
final class Finale {
    private static final double LEAST_SERVED = 0.999;
    private final World world;
    private final Stage stage;
    private final Programme programme;
    private final PrintStream out;

    Finale(World world, Stage stage, Programme programme, PrintStream out) {
        this.world = world;
        this.stage = stage;
        this.programme = programme;
        this.out = out;
    }

    /**
     * Prints checks and summary.
     *
     * @param stopped why the demo could not be played to its end
     * @return whether everything was shown
     */
    boolean tell(Optional<String> stopped) {
        Checklist checklist = checklist();
        out.println();
        out.println("What was to be shown, looked up in the journal:");
        checklist.lines().forEach(out::println);
        out.println();
        summary().forEach((name, value) -> out.printf("%-20s %s%n", name, value));
        stopped.ifPresent(why -> out.println("\nThe demo was not played to its end: " + why));
        if (!checklist.missing().isEmpty()) {
            out.println("\nThis did not happen: " + String.join("; ", checklist.missing()) + ".");
        }
        return stopped.isEmpty() && checklist.missing().isEmpty();
    }

    private Checklist checklist() {
        Checklist list = Checklist.of(world.happenings(), 200);
        for (Act act : programme.left()) {
            list.point("the scene of week " + act.week() + " succeeded: " + act.announcement(), false);
        }
        list.point(
                "the loop was killed with -9 in a canary, traffic was answered meanwhile, the rollout was finished",
                stage.answeredWithoutLoop() > 0 && stage.failedWithoutLoop() == 0);
        Passengers passengers = world.passengers();
        long asked = passengers.answered() + passengers.failed();
        list.point(
                "callers were served all the time (" + passengers.failed() + " of " + asked + " requests failed"
                        + (passengers.failed() > 0 ? ", the last with: " + passengers.lastFailure() : "") + ")",
                asked > 0 && passengers.answered() >= LEAST_SERVED * asked);
        return list;
    }

    private Map<String, String> summary() {
        JsonNode status = world.client().status().orElse(MissingNode.getInstance());
        JsonNode counters = status.path("counters");
        Path home = world.home().root();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("batches", counters.path("batches").asText());
        lines.put("rejected", counters.path("rejectedBatches").asText());
        lines.put("retrains", counters.path("retrains").asText());
        lines.put("declined", counters.path("declined").asText());
        lines.put("refused", counters.path("refused").asText());
        lines.put("promotions", counters.path("promotions").asText());
        lines.put("rollbacks automatic", counters.path("rollbacksAutomatic").asText());
        lines.put("rollbacks manual", counters.path("rollbacksManual").asText());
        lines.put("spent", status.at("/spend/total").asText());
        lines.put("saved", status.at("/spend/saved").asText() + " by retrains that were not worth their price");
        lines.put("status page", page(home));
        List<Path> reports = world.home().files("reports/" + DemoHome.MODEL + "/").stream()
                .filter(f -> f.toString().endsWith(".html"))
                .toList();
        lines.put(
                "report",
                reports.isEmpty()
                        ? "none"
                        : reports.get(reports.size() - 1) + " (" + reports.size() + " in this folder)");
        lines.put("home", home.toString());
        return lines;
    }

    /** Kept as a file, for the server is stopped in a moment. */
    private String page(Path home) {
        Optional<byte[]> page = world.client().get("/models/" + DemoHome.MODEL).or(() -> world.client()
                .get("/status"));
        return page.map(body -> Demo.savePage(home.resolve("status.html"), body).toString())
                .orElse("none");
    }
}
