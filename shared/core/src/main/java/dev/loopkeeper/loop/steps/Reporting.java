package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.Drift;
import dev.loopkeeper.data.DriftReport;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.evaluate.Comparison;
import dev.loopkeeper.evaluate.ComparisonGate;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.evaluate.PairedRows;
import dev.loopkeeper.evaluate.PairedRowsReader;
import dev.loopkeeper.evaluate.ReportData;
import dev.loopkeeper.evaluate.ReportPage;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.retrain.RetrainAction;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Reads what a run has written, asks the gate, and leaves the reference profile and the report beside it. */
public final class Reporting {
    private final ObjectStore store;
    private final ComparisonGate gate;
    private final BiFunction<ReportData, PairedRows, String> page;

    public Reporting(ObjectStore store, ComparisonGate gate) {
        this(store, gate, ReportPage::html);
    }

    /** As above, with another form of the page than the built-in one. */
    public Reporting(ObjectStore store, ComparisonGate gate, BiFunction<ReportData, PairedRows, String> page) {
        this.store = store;
        this.gate = gate;
        this.page = page;
    }

    /** The comparison of a succeeded attempt, or word that what it left cannot be used. */
    Command compare(LoopConfig config, LoopState state, TrainingPhase.Evaluating phase) {
        TrainingPhase.Attempt attempt = phase.attempt();
        try {
            return judged(config, state, phase);
        } catch (LoopException e) {
            if (e.kind() != LoopException.Kind.POISON) {
                throw e;
            }
            return new Command.Unusable(attempt.runId(), attempt.number(), e.getMessage());
        }
    }

    private Command judged(LoopConfig config, LoopState state, TrainingPhase.Evaluating phase) {
        TrainingPhase.Attempt attempt = phase.attempt();
        String key = Layout.evaluation(config.model(), attempt.runId());
        Evaluation evaluation = store.get(key)
                .map(body -> Json.read(body, Evaluation.class, key))
                .orElseThrow(() -> LoopException.poison("the run has ended but did not write " + key));
        if (!evaluation.championVersion().equals(attempt.comparedWith())) {
            throw LoopException.poison(
                    key + " compares with " + evaluation.championVersion().orElse("nothing") + ", expected "
                            + attempt.comparedWith().orElse("nothing"));
        }
        if (evaluation.artifact().isBlank()) {
            throw LoopException.poison(key + " has no artifact, the key of the version that was trained");
        }
        PairedRows rows = paired(config.model(), attempt.runId());
        boolean same = evaluation.holdoutHash().equals(state.training().holdoutHash());
        Comparison comparison = gate.compare(
                evaluation, rows, config.evaluate(), same ? state.training().holdoutUses() : 0);
        TrainingRequest request = History.request(store, config.model(), attempt.runId())
                .orElseThrow(() -> LoopException.poison("request of " + attempt.runId() + " is gone"));
        new References(store).keep(request);
        write(config, state, phase, new Judged(request, evaluation, comparison, rows));
        return new Command.RecordComparison(event(config, attempt, evaluation, comparison, rows));
    }

    private record Judged(TrainingRequest request, Evaluation evaluation, Comparison comparison, PairedRows rows) {}

    private void write(LoopConfig config, LoopState state, TrainingPhase.Evaluating phase, Judged judged) {
        TrainingRequest request = judged.request();
        References references = new References(store);
        List<String> fresh = Requests.fresh(Optional.of(request)).stream()
                .map(TrainingRequest.Batch::id)
                .toList();
        Optional<DriftReport> drift = references
                .of(config.model(), state.serving().champion())
                .map(reference -> Drift.between(
                        reference,
                        references.merge(config.model(), fresh),
                        References.columns(config, state.intake().schema())));
        ReportData data = new ReportData(
                config.model(),
                request.runId(),
                Optional.empty(),
                request.trigger(),
                decision(state),
                request.at(),
                judged.comparison(),
                judged.evaluation(),
                drift,
                Requests.lineage(
                        request,
                        judged.evaluation().trainRows(),
                        judged.evaluation().pipelineHash(),
                        phase.attempt().comparedWith().orElse("")),
                Optional.of(phase.cost()),
                configuration(config));
        store.put(
                Layout.reportHtml(config.model(), request.runId()),
                page.apply(data, judged.rows()).getBytes(StandardCharsets.UTF_8));
        store.put(Layout.reportJson(config.model(), request.runId()), ReportPage.json(data, judged.rows()));
    }

    private static String decision(LoopState state) {
        return state.intake()
                .lastDecision()
                .filter(d -> d.decision().action() == RetrainAction.RETRAIN)
                .map(d -> d.decision().sentence())
                .orElse("");
    }

    private static Map<String, String> configuration(LoopConfig config) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("training.service", config.training().service());
        shown.put("training.maxRows", Long.toString(config.training().maxRows()));
        shown.put("training.holdout", Double.toString(config.training().holdout()));
        config.training().params().forEach((name, value) -> shown.put("training.params." + name, value));
        shown.put("evaluate.metric", config.evaluate().metric());
        shown.put(
                "evaluate.promote",
                config.evaluate().promote().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        shown.put("evaluate.confidence", Double.toString(config.evaluate().confidence()));
        return shown;
    }

    private PairedRows paired(String model, String runId) {
        String key = Layout.pairedPredictions(model, runId);
        try (InputStream body = opened(key)) {
            return PairedRowsReader.read(body, key);
        } catch (IOException e) {
            throw LoopException.transientFailure(key + " could not be read: " + e.getMessage(), e);
        }
    }

    /** One that is missing is no failure that heals: the run has ended. */
    private InputStream opened(String key) {
        try {
            return store.open(key);
        } catch (LoopException e) {
            if (store.stat(key).isPresent()) {
                throw e;
            }
            throw LoopException.poison(
                    "the run has ended but did not write " + key
                            + ", the labels and predictions of both versions row by row",
                    e);
        }
    }

    private static TrainingEvent.Compared event(
            LoopConfig config, TrainingPhase.Attempt attempt, Evaluation evaluation, Comparison c, PairedRows rows) {
        return new TrainingEvent.Compared(
                attempt.runId(),
                c.verdict(),
                c.blessed(),
                c.sentence(),
                evaluation.championVersion(),
                evaluation.artifact(),
                evaluation.artifactHash(),
                evaluation.pipelineHash(),
                c.challengerLoss(),
                labels(evaluation, rows),
                evaluation.holdoutHash(),
                numbers(evaluation, c),
                Layout.reportHtml(config.model(), attempt.runId()));
    }

    private static ServingVersion.Labels labels(Evaluation evaluation, PairedRows rows) {
        if (evaluation.task() != LoopConfig.Task.REGRESSION) {
            return new ServingVersion.Labels(evaluation.positiveLabel(), Optional.empty());
        }
        double mean = Arrays.stream(rows.label()).average().orElse(0);
        double variance = Arrays.stream(rows.label())
                .map(y -> (y - mean) * (y - mean))
                .average()
                .orElse(1);
        return new ServingVersion.Labels(
                Optional.empty(), evaluation.labelScale().or(() -> Optional.of(Math.sqrt(variance))));
    }

    private static Map<String, Double> numbers(Evaluation evaluation, Comparison c) {
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put("holdoutRows", (double) evaluation.holdoutRows());
        numbers.put("trainRows", (double) evaluation.trainRows());
        numbers.put("margin", c.margin());
        c.challenger().ifPresent(v -> numbers.put("challenger", v));
        c.champion().ifPresent(v -> numbers.put("champion", v));
        c.difference().ifPresent(v -> numbers.put("difference", v));
        c.low().ifPresent(v -> numbers.put("low", v));
        c.high().ifPresent(v -> numbers.put("high", v));
        numbers.values().removeIf(v -> !Double.isFinite(v));
        return numbers;
    }
}
