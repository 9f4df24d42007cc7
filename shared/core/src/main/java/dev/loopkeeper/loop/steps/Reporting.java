package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.evaluate.Comparison;
import dev.loopkeeper.evaluate.ComparisonGate;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.evaluate.PairedRows;
import dev.loopkeeper.evaluate.PairedRowsReader;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what a run has written, asks the gate, and leaves the reference profile and the report beside it. */
public final class Reporting {
  private final ObjectStore store;
  private final ComparisonGate gate;

  public Reporting(ObjectStore store, ComparisonGate gate) {
    this.store = store;
    this.gate = gate;
  }

  /** The comparison of a succeeded attempt, or word that what it left cannot be used. */
  Command compare(LoopConfig config, LoopState state, TrainingPhase.Attempt attempt) {
    try {
      return judged(config, state, attempt);
    } catch (LoopException e) {
      if (e.kind() != LoopException.Kind.POISON) {
        throw e;
      }
      return new Command.Unusable(attempt.runId(), attempt.number(), e.getMessage());
    }
  }

  private Command judged(LoopConfig config, LoopState state, TrainingPhase.Attempt attempt) {
    String key = Layout.evaluation(config.model(), attempt.runId());
    Evaluation evaluation = store.get(key).map(body -> Json.read(body, Evaluation.class, key))
        .orElseThrow(() -> LoopException.poison("the run has ended but did not write " + key));
    if (!evaluation.championVersion().equals(attempt.comparedWith())) {
      throw LoopException.poison(key + " compares with " + evaluation.championVersion().orElse("nothing")
          + ", expected " + attempt.comparedWith().orElse("nothing"));
    }
    PairedRows rows = paired(config.model(), attempt.runId());
    boolean same = evaluation.holdoutHash().equals(state.training().holdoutHash());
    Comparison comparison = gate.compare(evaluation, rows, config.evaluate(), same ? state.training().holdoutUses() : 0);
    TrainingRequest request = History.request(store, config.model(), attempt.runId())
        .orElseThrow(() -> LoopException.poison("request of " + attempt.runId() + " is gone"));
    new References(store).keep(request);
    return new Command.RecordComparison(event(config, attempt, evaluation, comparison, rows));
  }

  private PairedRows paired(String model, String runId) {
    String key = Layout.pairedPredictions(model, runId);
    try (InputStream body = store.open(key)) {
      return PairedRowsReader.read(body, key);
    } catch (IOException e) {
      throw LoopException.transientFailure(key + " could not be read: " + e.getMessage(), e);
    }
  }

  private static TrainingEvent.Compared event(
      LoopConfig config, TrainingPhase.Attempt attempt, Evaluation evaluation, Comparison c, PairedRows rows) {
    return new TrainingEvent.Compared(
        attempt.runId(), c.verdict(), c.blessed(), c.sentence(), evaluation.championVersion(), evaluation.artifact(),
        evaluation.artifactHash(), evaluation.pipelineHash(), c.challengerLoss(), labels(evaluation, rows), evaluation.holdoutHash(),
        numbers(evaluation, c), Layout.reportHtml(config.model(), attempt.runId()));
  }

  private static ServingVersion.Labels labels(Evaluation evaluation, PairedRows rows) {
    if (evaluation.task() != LoopConfig.Task.REGRESSION) {
      return new ServingVersion.Labels(evaluation.positiveLabel(), Optional.empty());
    }
    double mean = Arrays.stream(rows.label()).average().orElse(0);
    double variance = Arrays.stream(rows.label()).map(y -> (y - mean) * (y - mean)).average().orElse(1);
    return new ServingVersion.Labels(Optional.empty(), evaluation.labelScale().or(() -> Optional.of(Math.sqrt(variance))));
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
