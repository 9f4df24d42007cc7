package dev.loopkeeper.status;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.evaluate.Verdict;
import dev.loopkeeper.loop.ControlEvent;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.retrain.RetrainAction;
import dev.loopkeeper.rollout.SequentialJudge;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryQueue;
import dev.loopkeeper.testkit.MemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Three made-up models: a year of weeks with a canary on its way, one that a person paused, one that never began. */
final class Stories {
    static final Instant START = Instant.parse("2025-11-17T06:00:00Z");
    static final Instant NOW = Instant.parse("2026-11-20T14:05:00Z");

    final MemoryObjectStore store = new MemoryObjectStore();
    final MemoryRegistry registry = new MemoryRegistry();
    final Loops loops = loops(store);

    Loops loops(ObjectStore any) {
        return new Loops(
                any,
                new MemoryQueue(),
                () -> NOW,
                () -> "id",
                (evidence, terms, now) -> {
                    throw new IllegalStateException("nobody plans here");
                },
                new SequentialJudge());
    }

    StatusSite site() {
        return new StatusSite(loops, store, registry, () -> NOW, 2_000);
    }

    static String yaml(String model) {
        return """
        model: %s
        data: {label: late, time: at, exclude: [tailnum]}
        retrain: {minRows: 5000, price: {perHour: 2.10 USD, hours: 0.5}, costPerError: 0.05 USD, budget: {amount: 20 USD, per: month}}
        """.formatted(model.matches("[a-z][a-z0-9-]+") ? model : "other");
    }

    static LoopConfig config(String yaml) {
        return LoopConfigReader.read(yaml.getBytes(StandardCharsets.UTF_8), "loop.yaml")
                .orPoison();
    }

    LoopStory story(String model) {
        return new LoopStory(store, registry, model, yaml(model));
    }

    /**
     * A year of weeks: some retrains, more declined, one refused, one rolled back by evidence, one by hand, a canary at
     * the end.
     */
    LoopStory year(String model) {
        LoopStory story = story(model);
        LoopConfig config = config(yaml(model));
        Random random = new Random(7);
        double drift = 0;
        for (int week = 0; week < 53; week++) {
            Instant at = START.plus(Duration.ofDays(7L * week));
            story.batch(at, "week-" + (week + 1) + ".csv", csv(at, week, random), config);
            drift = week(story, week, at, drift, random);
        }
        story.rejected(
                NOW.minus(Duration.ofHours(30)),
                "week-54-broken.csv",
                "Column dep_delay must be a number, 412 of 6,150 rows are not, the first is row 17: 'n/a'.");
        String challenger = story.trained(
                NOW.minus(Duration.ofMinutes(80)),
                "Waiting for another week costs 3.40 USD more than a fresh version, a run costs 1.05 USD.",
                Verdict.BETTER,
                0.191);
        story.canary(NOW.minus(Duration.ofMinutes(40)), challenger, 25, 2);
        for (int i = 0; i < 2; i++) {
            story.batch(NOW.minus(Duration.ofMinutes(30 - i)), "late-" + i + ".csv", csv(NOW, 53, random), config);
        }
        story.aliases();
        return story;
    }

    private static double week(LoopStory story, int week, Instant at, double drift, Random random) {
        double season = 0.03 * Math.sin(week * Math.PI / 26);
        if (week > 0) {
            String champion = story.state().serving().champion().orElseThrow().version();
            story.quality(at.plusSeconds(600), champion, 6_150, 0.19 + season + drift + 0.006 * random.nextGaussian());
        }
        if (week == 0) {
            String v = story.trained(at.plusSeconds(900), "There is no version yet.", Verdict.BETTER, 0.195);
            story.first(at.plusSeconds(3_000), v);
            return 0;
        }
        if (week % 5 != 0) {
            double waiting = 0.2 + 6 * drift + 0.1 * random.nextDouble();
            story.decided(
                    at.plusSeconds(1_200),
                    RetrainAction.KEEP,
                    "economics",
                    String.format(
                            Locale.ROOT,
                            "Waiting for another week is expected to cost %.2f USD more than a fresh version, a run costs 1.05 USD: the champion stays.",
                            waiting),
                    waiting);
            return drift + 0.007;
        }
        return retrained(story, week, at, drift);
    }

    private static double retrained(LoopStory story, int week, Instant at, double drift) {
        Verdict verdict = week == 20 ? Verdict.WORSE : Verdict.BETTER;
        String v = story.trained(
                at.plusSeconds(1_200),
                "Waiting for another week costs 3.40 USD more than a fresh version, a run costs 1.05 USD.",
                verdict,
                0.193);
        if (verdict == Verdict.WORSE) {
            return drift;
        }
        Instant rollout = at.plusSeconds(3_600);
        if (week == 30) {
            story.canary(rollout, v, 5, 90);
            story.rolledBack(
                    rollout.plusSeconds(900),
                    RolloutEvent.Cause.EVIDENCE,
                    "Errors of the challenger are 45.0 times the champion's.",
                    "adjust-traffic");
            return drift;
        }
        story.canary(rollout, v, 50, 2);
        story.promoted(rollout.plusSeconds(3_600), v);
        if (week == 40) {
            story.rolledBack(
                    at.plus(Duration.ofDays(2)), RolloutEvent.Cause.MANUAL, "the airport changed its codes", "ana");
        }
        return 0;
    }

    /** A model that a person paused after its training failed twice. */
    LoopStory paused(String model) {
        LoopStory story = story(model);
        Instant at = NOW.minus(Duration.ofDays(20));
        story.batch(at, "a.csv", csv(at, 3, new Random(1)), config(yaml(model)));
        String v = story.trained(at.plusSeconds(60), "There is no version yet.", Verdict.BETTER, 0.12);
        story.first(at.plusSeconds(3_000), v);
        for (int day = 1; day < 19; day++) {
            story.quality(at.plus(Duration.ofDays(day)), v, 900, 0.12 + 0.006 * day);
        }
        story.decided(
                NOW.minus(Duration.ofDays(1)),
                RetrainAction.DENIED_BUDGET,
                "budget",
                "A run costs 1.05 USD, 19.60 of 20.00 USD are spent in 2026-11: no run before December.",
                4.1);
        story.commit(
                NOW.minus(Duration.ofHours(3)),
                "ana",
                new ControlEvent.Paused("ana", "the warehouse is being migrated.", Optional.empty()));
        story.aliases();
        return story;
    }

    static String csv(Instant at, int week, Random random) {
        StringBuilder csv = new StringBuilder("at,dep_delay,distance,temp,wind,carrier,origin,tailnum,late\n");
        double cold = Math.cos(week * Math.PI / 26);
        String[] carriers = week > 35 ? new String[] {"UA", "B6", "XX"} : new String[] {"UA", "B6", "DL", "AA"};
        for (int i = 0; i < 300; i++) {
            csv.append(at.plusSeconds(60L * i))
                    .append(',')
                    .append(String.format(
                            Locale.ROOT,
                            "%.1f,%d,%.1f,%.1f,%s,%s,N%d,%d%n",
                            12 + 4 * cold + 20 * random.nextGaussian(),
                            200 + random.nextInt(2_000),
                            12 - 14 * cold + 4 * random.nextGaussian(),
                            9 + 3 * cold + 3 * random.nextGaussian(),
                            carriers[random.nextInt(carriers.length)],
                            random.nextBoolean() ? "JFK" : "LGA",
                            random.nextInt(100_000),
                            random.nextInt(5) == 0 ? 1 : 0));
        }
        return csv.toString();
    }
}
