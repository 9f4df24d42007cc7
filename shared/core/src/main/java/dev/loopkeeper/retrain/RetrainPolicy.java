package dev.loopkeeper.retrain;

import dev.loopkeeper.config.LoopConfig;
import java.time.Instant;

/** Says whether a retrain is worth its price. Pure: same values in, same decision out. */
public interface RetrainPolicy {
    RetrainDecision decide(RetrainEvidence evidence, LoopConfig.Retrain terms, Instant now);
}
