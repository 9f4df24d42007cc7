package dev.loopkeeper.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Where everything lives in the object store: the one place that spells the names. */
public final class Layout {
    public static final String WAKE_UPS = "wakeups/";
    public static final String MODELS = "models/";
    public static final String FOLLOWED = "followed/";
    public static final String DATA_PREFIXES = "prefixes/";
    public static final String BACKLOG_ENDING = ".backlog";
    private static final int SEQ_DIGITS = 12;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm").withZone(ZoneOffset.UTC);

    private Layout() {}

    public static String config(String model) {
        return MODELS + model + "/loop.yaml";
    }

    public static String batch(String model, String batchId) {
        return "batches/" + model + "/" + batchId + ".json";
    }

    public static String pendingPrefix(String model) {
        return "pending/" + model + "/";
    }

    public static String pending(String model, String batchId) {
        return pendingPrefix(model) + batchId;
    }

    public static String journalPrefix(String model) {
        return "journal/" + model + "/";
    }

    public static String commit(String model, long seq) {
        String digits = Long.toString(seq);
        return journalPrefix(model) + "0".repeat(Math.max(0, SEQ_DIGITS - digits.length())) + digits + ".json";
    }

    public static String snapshot(String model) {
        return "snapshots/" + model + ".json";
    }

    public static String wakeUp(Instant due, String model) {
        return WAKE_UPS + minute(due) + "/" + model;
    }

    /** The minute of a wake-up, as it stands in its key; sorts like time. */
    public static String minute(Instant due) {
        return MINUTE.format(due);
    }

    public static String request(String model, String runId) {
        return run(model, runId) + "request.json";
    }

    public static String evaluation(String model, String runId) {
        return run(model, runId) + "evaluation.json";
    }

    public static String pairedPredictions(String model, String runId) {
        return run(model, runId) + "paired.csv";
    }

    /** The folder of one training run: request, evaluation, paired predictions and the artefact. */
    public static String run(String model, String runId) {
        return "runs/" + model + "/" + runId + "/";
    }

    public static String reportHtml(String model, String runId) {
        return "reports/" + model + "/" + runId + ".html";
    }

    public static String reportJson(String model, String runId) {
        return "reports/" + model + "/" + runId + ".json";
    }

    public static String predictionsPrefix(String model, String version) {
        return "predictions/" + model + "/" + version + "/";
    }

    public static String outcomesPrefix(String model) {
        return "outcomes/" + model + "/";
    }

    public static String score(String model, String outcomesId) {
        return "scores/" + model + "/" + outcomesId + ".json";
    }

    public static String sent(String notificationId, String channel) {
        return "sent/" + notificationId + "/" + channel;
    }

    public static String registeredPrefix(String model) {
        return "registry/" + model + "/versions/";
    }

    public static String registered(String model, int number) {
        return registeredPrefix(model) + String.format(Locale.ROOT, "%06d", number) + ".json";
    }

    public static String aliases(String model) {
        return "registry/" + model + "/aliases.json";
    }

    /** The newest list price that was read; a cache, in case the price list cannot be asked. */
    public static String price(String name) {
        return "prices/" + name + ".json";
    }

    public static String deadLetter(String function, String id) {
        return "dead-letters/" + function + "/" + id + ".json";
    }

    /** Says that one version of a model's configuration has been looked at. */
    public static String followed(String model, String digest) {
        return followedPrefix(model) + digest;
    }

    public static String followedPrefix(String model) {
        return FOLLOWED + model + "/";
    }

    /** The data prefix of a model that does not use {@code data/<model>/}: found without reading every config. */
    public static String dataPrefix(String model) {
        return DATA_PREFIXES + model;
    }

    /** The last {@code loop.yaml} of a model that was valid: what it is steered by while the current one is broken. */
    public static String valid(String model) {
        return FOLLOWED + model + ".yaml";
    }

    /** How far a look for uploads that came before their configuration has got; gone when it is done. */
    public static String backlog(String model) {
        return FOLLOWED + model + BACKLOG_ENDING;
    }

    /** Whether an object of this name is created once and never written again: the record of a batch or of a run. */
    static boolean unchanging(String key) {
        boolean run = key.startsWith("runs/") && (key.endsWith("/request.json") || key.endsWith("/reference.json"));
        return run || key.startsWith("batches/");
    }

    /** A webhook that was taken in; may be deleted after a day. */
    public static String seen(String digest) {
        return "seen/" + digest;
    }
}
