package dev.loopkeeper.local.trainer;

import dev.loopkeeper.config.LoopConfig.Task;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One training run from {@code request.json} to {@code evaluation.json}: read, clean, split, make features, train,
 * score both versions.
 *
 * <p>The same request over the same batches writes the same bytes, but for {@code seconds} in the evaluation. Writes
 * {@code model.zip}, {@code paired.csv} and, last, {@code evaluation.json}: while that does not exist, the run is not
 * done; once it does, a repeat returns at once. A run that cannot succeed fails with a {@code POISON} sentence that
 * says what to do.
 */
public final class Trainer {
    static final String ARTIFACT = "model.zip";
    private static final String PIPELINE = "loopkeeper local trainer 1, xgboost 2.1.4";
    private static final int MOST_IMPORTANT = 40;
    private final ObjectStore store;
    private final TrainingRequest request;
    private final Progress progress;
    private final BoostingParams params;
    private final TrainFault trainFault;
    private final Cleaning cleaning = new Cleaning();
    private final Stopwatch watch = new Stopwatch();

    Trainer(ObjectStore store, TrainingRequest request, Progress progress) {
        this.store = store;
        this.request = request;
        this.progress = progress;
        params = BoostingParams.of(request.params());
        trainFault = TrainFault.parse(request.params().get(TrainFault.PARAM));
    }

    /** Does the run that the request describes. */
    static void run(ObjectStore store, String requestKey, Progress progress) {
        byte[] body = store.get(requestKey)
                .orElseThrow(() -> LoopException.poison("the training request " + requestKey + " does not exist"));
        TrainingRequest request = Json.read(body, TrainingRequest.class, requestKey);
        if (store.stat(request.output() + "evaluation.json").isEmpty()) {
            new Trainer(store, request, progress).run();
        }
        progress.report(1, "done");
    }

    private void run() {
        checkLabel();
        trainFault.play();
        BatchRows batches = new BatchRows(store, request);
        RowTable table = read(batches);
        Split split = Split.of(table, request);
        watch.lap("read");
        Optional<Scorer> champion = request.champion().map(c -> Scorer.load(store.open(c.artifact())));
        LabelReader labels = new LabelReader(request, table);
        LabelCoding label = labels.settle(champion.map(Scorer::label));
        String metric = Metrics.deciding(request.metric(), label.classification());
        float[] coded = labels.coded(label, split.train());
        trainFault.spoil(coded, label.classification(), request.seed());
        Learned learned = learn(table, split, label.withDeviation(deviation(coded)), coded);
        byte[] artefact = learned.archive().toBytes();
        watch.lap("train");
        progress.report(0.9, "comparing");
        Holdout holdout = new Holdout(request, table, split.holdout());
        Scorer challenger = Scorer.load(new ByteArrayInputStream(artefact));
        Holdout.Scored scored = holdout.score(batches, challenger, champion);
        watch.lap("compare");
        store.put(request.output() + ARTIFACT, artefact);
        store.put(request.output() + "paired.csv", PairedFile.write(scored, request.slices()));
        store.put(
                request.output() + "evaluation.json",
                Json.write(evaluation(learned, metric, holdout, scored, artefact)));
    }

    private void checkLabel() {
        Optional<Schema.Column> label = request.schema().column(request.label());
        if (label.isEmpty()
                || label.get().type() == Schema.Type.TIME
                || label.get().type() == Schema.Type.EMPTY) {
            throw LoopException.poison("label '" + request.label() + "' is "
                    + label.map(c -> "a column of type " + c.type()).orElse("not in the schema")
                    + "; expected a number or two values");
        }
    }

    /** Newest batches first, so that older ones are not even opened once there are rows enough. */
    private RowTable read(BatchRows batches) {
        RowTable table = new RowTable(request.schema());
        RowIntake intake = new RowIntake(table, request, cleaning, !params.keepDuplicates());
        int count = request.batches().size();
        for (int i = count - 1; i >= 0; i--) {
            if (intake.full()) {
                cleaning.count("batches not read: older than the newest " + request.maxRows() + " rows");
                continue;
            }
            intake.startBatch(i);
            cleaning.add(
                    "rows dropped: not as wide as the header",
                    batches.read(i, intake).malformed());
            progress.report(0.3 * (count - i) / count, "reading");
        }
        intake.keepNewest();
        cleaning.add("rows kept", table.size());
        return table;
    }

    private record Learned(ModelArchive archive, Features features, Boosting.Fitted fitted) {}

    private Learned learn(RowTable table, Split split, LabelCoding label, float[] coded) {
        Boosting boosting = new Boosting(params, label.classification(), request.seed(), progress);
        int rounds = params.rounds() > 0 ? params.rounds() : bestRounds(boosting, table, split, coded);
        watch.lap("choose");
        Features features = Features.fit(request, table, split.train(), coded);
        float[] cells = FeatureMatrix.ofTraining(features, table, split.train(), coded);
        watch.lap("features");
        Boosting.Fitted fitted = boosting.fit(new Boosting.Rows(cells, coded), rounds);
        ModelCard card = new ModelCard(
                ModelCard.FORMAT,
                request.model(),
                request.runId(),
                label,
                features.columns(),
                features.dropped(),
                request.schema().version(),
                split.train().length,
                rounds);
        return new Learned(
                new ModelArchive(
                        fitted.json(), card, Fault.parse(request.params().get(Fault.PARAM))),
                features,
                fitted);
    }

    /**
     * Learns from the older nine tenths how many trees predict the newest tenth best; features are fitted on the older
     * part only.
     */
    private int bestRounds(Boosting boosting, RowTable table, Split split, float[] coded) {
        int older = split.olderPart();
        int[] olderRows = Arrays.copyOf(split.train(), older);
        int[] newestRows = Arrays.copyOfRange(split.train(), older, split.train().length);
        float[] olderLabels = Arrays.copyOf(coded, older);
        Features features = Features.fit(request, table, olderRows, olderLabels);
        return boosting.bestRounds(
                new Boosting.Rows(FeatureMatrix.ofTraining(features, table, olderRows, olderLabels), olderLabels),
                new Boosting.Rows(
                        FeatureMatrix.ofOthers(features, table, newestRows),
                        Arrays.copyOfRange(coded, older, coded.length)));
    }

    private static double deviation(float[] values) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            double delta = values[i] - mean;
            mean += delta / (i + 1);
            squares += delta * (values[i] - mean);
        }
        return Math.sqrt(squares / values.length);
    }

    private Evaluation evaluation(
            Learned learned, String metric, Holdout holdout, Holdout.Scored scored, byte[] artefact) {
        boolean classification = learned.archive().card().label().classification();
        return new Evaluation(
                Evaluation.FORMAT,
                request.model(),
                request.runId(),
                classification ? Task.CLASSIFICATION : Task.REGRESSION,
                metric,
                holdout.size(),
                holdout.hash(),
                holdout.where(0),
                holdout.where(holdout.size() - 1),
                learned.archive().card().trainRows(),
                Metrics.of(classification, scored.labels(), scored.challenger()),
                Optional.ofNullable(scored.champion()).map(c -> Metrics.of(classification, scored.labels(), c)),
                request.champion().map(TrainingRequest.Champion::version),
                request.output() + ARTIFACT,
                Hashes.of(artefact),
                Hashes.of(PIPELINE.getBytes(StandardCharsets.UTF_8)),
                cleaning.counts(),
                importance(learned),
                request.slices(),
                learned.archive().card().label().positiveLabel(),
                learned.archive().card().label().scale(),
                watch.seconds());
    }

    private static Map<String, Double> importance(Learned learned) {
        List<String> names = learned.features().names();
        double total = learned.fitted().gain().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        learned.fitted().gain().entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_IMPORTANT)
                .forEach(e -> shares.put(names.get(e.getKey()), e.getValue() / total));
        return shares;
    }
}
