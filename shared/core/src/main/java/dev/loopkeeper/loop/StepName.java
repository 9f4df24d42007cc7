package dev.loopkeeper.loop;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The functions, each of which does one step. */
public enum StepName {
    INGEST_DATA,
    PLAN_RETRAINING,
    START_TRAINING,
    COMPARE_METRICS,
    SCORE_OUTCOMES,
    UPDATE_REGISTRY,
    ADJUST_TRAFFIC,
    NOTIFY_TEAM,
    RECEIVE_ALERT,
    ROLL_BACK,
    SHOW_STATUS,
    SWEEP;

    /** The name in kebab case, as functions, queues and logs spell it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static StepName of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
