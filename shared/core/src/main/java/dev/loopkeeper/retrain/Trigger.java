package dev.loopkeeper.retrain;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a training run was started. */
public enum Trigger {
    @JsonProperty("data")
    DATA,
    @JsonProperty("schedule")
    SCHEDULE,
    @JsonProperty("drift")
    DRIFT,
    @JsonProperty("performance")
    PERFORMANCE,
    @JsonProperty("manual")
    MANUAL
}
