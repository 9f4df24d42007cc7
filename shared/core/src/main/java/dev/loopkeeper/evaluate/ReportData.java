package dev.loopkeeper.evaluate;

import dev.loopkeeper.data.DriftReport;
import dev.loopkeeper.registry.Lineage;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * All that a training report tells, except the rows.
 *
 * @param version name in the registry; empty when it is not registered yet
 * @param decision why the training was started, a sentence
 * @param drift of the training data against the champion's reference; empty for a first version
 * @param cost what the run was billed; empty when nobody knows
 * @param configuration what of loop.yaml shaped the run, name to value, in the order to show
 */
public record ReportData(
        String model,
        String runId,
        Optional<String> version,
        Trigger trigger,
        String decision,
        Instant at,
        Comparison comparison,
        Evaluation evaluation,
        Optional<DriftReport> drift,
        Lineage lineage,
        Optional<Money> cost,
        Map<String, String> configuration) {}
