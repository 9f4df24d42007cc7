package dev.loopkeeper.config;

import dev.loopkeeper.retrain.Money;
import java.util.Map;
import java.util.Optional;

/** Builds the configuration from checked values. */
final class LoopConfigs {
    private static final String LOCAL_PRICE = "0.40 USD";

    private LoopConfigs() {}

    static LoopConfig from(Values v) {
        return new LoopConfig(
                v.get(ConfigKeys.MODEL),
                data(v),
                retrain(v),
                training(v),
                evaluate(v),
                rollout(v),
                new LoopConfig.Rollback(v.get(ConfigKeys.ALERTS), v.get(ConfigKeys.ON_QUALITY_DROP)),
                v.get(ConfigKeys.NOTIFY));
    }

    private static LoopConfig.Data data(Values v) {
        return new LoopConfig.Data(
                v.given(ConfigKeys.PREFIX).orElse("data/" + v.get(ConfigKeys.MODEL) + "/"),
                v.get(ConfigKeys.FORMAT),
                v.get(ConfigKeys.LABEL),
                v.get(ConfigKeys.TASK),
                v.given(ConfigKeys.TIME),
                v.given(ConfigKeys.ID),
                v.get(ConfigKeys.EXCLUDE),
                v.get(ConfigKeys.MATURITY),
                Math.toIntExact(v.get(ConfigKeys.SCHEMA_VERSION)),
                v.given(ConfigKeys.RULES).orElse(Map.of()));
    }

    private static LoopConfig.Retrain retrain(Values v) {
        Optional<Money> local = Optional.of(Money.parse(v.inCurrency(LOCAL_PRICE)))
                .filter(price -> v.get(ConfigKeys.SERVICE).equals("local"));
        return new LoopConfig.Retrain(
                v.get(ConfigKeys.MIN_ROWS),
                v.get(ConfigKeys.DEBOUNCE),
                v.get(ConfigKeys.MAX_AGE),
                v.get(ConfigKeys.COOL_DOWN),
                v.given(ConfigKeys.WINDOW),
                v.given(ConfigKeys.PER_HOUR).or(() -> local),
                v.get(ConfigKeys.HOURS),
                v.get(ConfigKeys.COST_PER_ERROR),
                v.given(ConfigKeys.ROWS_PER_BATCH),
                new LoopConfig.Budget(v.get(ConfigKeys.BUDGET), v.get(ConfigKeys.PER)),
                v.get(ConfigKeys.SPOT),
                Math.toIntExact(v.get(ConfigKeys.MAX_FAILURES)),
                new LoopConfig.Cure(v.get(ConfigKeys.CURE_SHARE), v.get(ConfigKeys.CURE_AGEING)));
    }

    private static LoopConfig.Training training(Values v) {
        return new LoopConfig.Training(
                v.get(ConfigKeys.SERVICE),
                v.get(ConfigKeys.MAX_ROWS),
                v.get(ConfigKeys.HOLDOUT),
                v.get(ConfigKeys.TIMEOUT),
                Math.toIntExact(v.get(ConfigKeys.MEMORY)),
                Math.toIntExact(v.get(ConfigKeys.ATTEMPTS)),
                v.get(ConfigKeys.SEED),
                v.given(ConfigKeys.PARAMS).orElse(Map.of()));
    }

    private static LoopConfig.Evaluate evaluate(Values v) {
        return new LoopConfig.Evaluate(
                v.get(ConfigKeys.METRIC),
                v.given(ConfigKeys.FLOOR),
                v.get(ConfigKeys.PROMOTE),
                v.get(ConfigKeys.MARGIN),
                v.get(ConfigKeys.SLICES),
                v.get(ConfigKeys.CONFIDENCE));
    }

    private static LoopConfig.Rollout rollout(Values v) {
        return new LoopConfig.Rollout(
                v.given(ConfigKeys.ENDPOINT).orElse(v.get(ConfigKeys.MODEL)),
                v.get(ConfigKeys.STEPS).stream().map(Math::toIntExact).toList(),
                v.get(ConfigKeys.JUDGE_WINDOW),
                v.get(ConfigKeys.WARM_UP),
                v.get(ConfigKeys.MIN_DWELL),
                v.get(ConfigKeys.MAX_DWELL),
                v.get(ConfigKeys.BAKE),
                v.get(ConfigKeys.AVAILABILITY),
                v.get(JudgeKeys.PROFILE),
                v.get(ConfigKeys.DEPLOY_TIMEOUT),
                v.get(ConfigKeys.APPROVAL),
                v.get(ConfigKeys.IDLE),
                v.get(ConfigKeys.FREEZE),
                v.given(JudgeKeys.WORSE).map(worse -> new LoopConfig.JudgedValue(worse, v.get(JudgeKeys.TOLERANCE))),
                v.given(ConfigKeys.MIRROR).map(Math::toIntExact));
    }
}
