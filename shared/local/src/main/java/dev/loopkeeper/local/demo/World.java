package dev.loopkeeper.local.demo;

import dev.loopkeeper.loop.DataEvent;
import dev.loopkeeper.store.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * The world around the loop: flights are asked about, end, and are uploaded. It meets the loop only as a user would:
 * files, HTTP.
 *
 * <p>Every wait has a limit and says what it waited for.
 */
final class World {
    private static final Duration INTAKE = Duration.ofSeconds(60);
    private static final String BATCHES = "batches/" + DemoHome.MODEL + "/";
    private static final String SCORES = "scores/" + DemoHome.MODEL + "/";
    private static final String UNPUBLISHED = "endpoints/predictions";
    /** What a look at one model takes at most on a busy machine. */
    private static final long STEP_MILLIS = 150;

    private final DemoHome home;
    private final Pace pace;
    private final LoopProcess loop;
    private final LoopClient client;
    private final Story story;
    private final Happenings happenings;
    private Passengers passengers;

    World(DemoHome home, Pace pace, LoopProcess loop, Story story) {
        this.home = home;
        this.pace = pace;
        this.loop = loop;
        this.story = story;
        this.client = new LoopClient(loop, home.root(), DemoHome.MODEL);
        this.happenings = new Happenings(home);
    }

    DemoHome home() {
        return home;
    }

    Pace pace() {
        return pace;
    }

    LoopProcess loop() {
        return loop;
    }

    LoopClient client() {
        return client;
    }

    Story story() {
        return story;
    }

    Happenings happenings() {
        return happenings.refresh();
    }

    /** Starts the loop, and the traffic at the address of its endpoint. */
    void open() {
        loop.start();
        passengers = new Passengers(loop.address().endpointPort(), DemoHome.MODEL);
    }

    Passengers passengers() {
        return passengers;
    }

    /** History arrives as a burst of many small files, each of which the file system reports twice. */
    void uploadHistory(List<Week> weeks, int files) {
        List<Flight> flights = weeks.stream().flatMap(w -> w.flights().stream()).toList();
        List<String> parts = Week.dealt(flights, files);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            names.add(String.format(Locale.ROOT, "history-%03d.csv", i + 1));
            home.upload(names.get(i), parts.get(i));
        }
        home.reportAgain(names);
        awaitCount("all " + files + " uploads are ingested", BATCHES, files);
        home.reportAgain(names);
    }

    /**
     * Waits until the loop has looked at everything that was due: what it starts then is seen before time runs fast
     * again.
     */
    void calm() {
        BooleanSupplier nothingDue = () -> home.files("wakeups").stream()
                .noneMatch(f -> f.getParent().getFileName().toString().compareTo(Layout.minute(pace.now())) < 0);
        Patience.await("the loop has looked at all that is due", INTAKE, nothingDue);
        Patience.pause(STEP_MILLIS);
        Patience.await("the loop has looked at all that is due", INTAKE, nothingDue);
    }

    /**
     * Lets a week go by, or the rest of it, in which every flight is asked about once.
     *
     * @return {@code false} when a run began before it was over
     */
    boolean over(Week week, BooleanSupplier runBegan) {
        Instant end = Week.start(week.number() + 1);
        pace.hurryTo(end);
        passengers.board(week);
        Patience.await(
                "week " + week.number() + " is over",
                INTAKE,
                () -> runBegan.getAsBoolean()
                        || passengers.boarded() && !pace.now().isBefore(end));
        return !runBegan.getAsBoolean();
    }

    /** The predictions of a week that is over can be joined with outcomes. */
    void arrive(Week week) {
        Patience.await(
                "the predictions of week " + week.number() + " are published",
                INTAKE,
                () -> home.count(UNPUBLISHED) == 0);
    }

    /** The week's flights have landed: outcomes and the labelled batch arrive. */
    void land(Week week) {
        long batches = home.count(BATCHES);
        long scores = home.count(SCORES);
        String name = String.format(Locale.ROOT, "week-%02d.csv", week.number());
        home.upload(name, week.csv());
        home.outcomes(name, week.outcomes());
        awaitCount("the batch of week " + week.number() + " is ingested", BATCHES, batches + 1);
        awaitCount("the outcomes of week " + week.number() + " are scored", SCORES, scores + 1);
    }

    /** The same week as somebody exported it who had renamed a column. */
    void uploadBroken(Week week) {
        int before = happenings().of(DataEvent.BatchRejected.class).size();
        home.upload(
                String.format(Locale.ROOT, "week-%02d-export.csv", week.number()),
                week.csvWithRenamed("recent_delay", "delay_recent"));
        Patience.await(
                "the broken batch is rejected",
                INTAKE,
                () -> happenings().of(DataEvent.BatchRejected.class).size() > before);
    }

    private void awaitCount(String what, String prefix, long count) {
        Patience.await(what, INTAKE, () -> home.count(prefix) >= count);
    }

    static String report(String runId) {
        return Layout.reportHtml(DemoHome.MODEL, runId);
    }

    void close() {
        if (passengers != null) {
            passengers.close();
        }
    }
}
