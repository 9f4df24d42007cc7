package dev.loopkeeper.gcp.bench;

import dev.loopkeeper.testkit.cost.LoopDays;
import dev.loopkeeper.testkit.cost.Operations;
import java.util.Map;

/**
 * Prints what each kind of event asks of the store, and what a loop with a hundred batches a day costs there in a month
 * at list price.
 *
 * <p>Run it from the root as {@code java -cp functions-gcp/target/test-classes:functions-gcp/target/classes:$(cat
 * functions-gcp/target/test.classpath) dev.loopkeeper.gcp.bench.StoreBill} after {@code mvn package}.
 */
public final class StoreBill {
    /**
     * Dollars an operation, Standard storage in one region: class A 0.005, class B 0.0004 for a thousand, deletes free.
     * Source: cloud.google.com/storage/pricing-examples, looked up 2026-11-22.
     */
    private static final Price GOOGLE = new Price(0.005 / 1_000, 0.005 / 1_000, 0.0004 / 1_000);

    /**
     * Dollars an operation, hot tier, LRS: writes and listings 0.05, reads 0.004 for ten thousand, deletes free. As
     * remembered in 2026, not looked up: the page is computed by a script.
     */
    private static final Price AZURE = new Price(0.05 / 10_000, 0.05 / 10_000, 0.004 / 10_000);

    private static final int DAYS = 30;
    private static final int NORMAL = 6;

    /** Events of a day, for a hundred batches, one run that is rolled out in an hour, and a sweep each minute. */
    private static final Map<String, Integer> A_DAY = Map.ofEntries(
            Map.entry("ingest-data", 100),
            Map.entry("plan-retraining: a batch", 49),
            Map.entry("plan-retraining: the first declined", 1),
            Map.entry("plan-retraining: declined again", 48),
            Map.entry("plan-retraining: a batch after a run", 1),
            Map.entry("plan-retraining: a run", 1),
            Map.entry("start-training", 1),
            Map.entry("compare-metrics: still running", 30),
            Map.entry("compare-metrics: a comparison", 1),
            Map.entry("update-registry: a version", 1),
            Map.entry("update-registry: aliases", 24),
            Map.entry("adjust-traffic: deploys", 1),
            Map.entry("adjust-traffic: a step", 2),
            Map.entry("adjust-traffic: a window", 83),
            Map.entry("adjust-traffic: promotes", 1),
            Map.entry("notify-team: one message", 8),
            Map.entry("score-outcomes", 1),
            Map.entry("receive-alert: an alert", 2),
            Map.entry("show-status: one model", 20),
            Map.entry("sweep: nothing is due", 1_240),
            Map.entry("sweep: one model is due", 200));

    private StoreBill() {}

    private record Price(double write, double list, double read) {
        double of(Operations o) {
            return o.writes() * write + o.lists() * list + o.reads() * read;
        }
    }

    public static void main(String[] args) {
        LoopDays days = LoopDays.run();
        System.out.printf(
                "%-38s %6s %6s %6s %6s %6s %6s %8s %6s%n",
                "", "all", "writes", "lists", "reads", "del", "cold", "bytes", "a day");
        double google = 0;
        double azure = 0;
        int events = 0;
        int within = 0;
        int operations = 0;
        for (Map.Entry<String, Operations> event : days.warm().entrySet()) {
            Operations o = event.getValue();
            int times = A_DAY.getOrDefault(event.getKey(), 0);
            events += times;
            within += o.all() <= NORMAL ? times : 0;
            operations += times * o.all();
            google += times * DAYS * GOOGLE.of(o);
            azure += times * DAYS * AZURE.of(o);
            Operations cold = days.cold().get(event.getKey());
            System.out.printf(
                    "%-38s %6d %6d %6d %6d %6d %6s %8d %6d%n",
                    event.getKey(),
                    o.all(),
                    o.writes(),
                    o.lists(),
                    o.reads(),
                    o.deletes(),
                    cold == null ? "-" : Integer.toString(cold.all()),
                    o.bytes(),
                    times);
        }
        System.out.printf(
                "%d events a day, %.1f operations each; %.1f %% ask for %d or fewer%n",
                events, (double) operations / events, 100.0 * within / events, NORMAL);
        System.out.printf("a month: Cloud Storage %.2f USD, Blob Storage %.2f USD%n", google, azure);
    }
}
