package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.loop.StepQueue;
import dev.loopkeeper.notify.Notifier;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.retrain.RetrainPolicy;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.rollout.CanaryJudge;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.store.ObjectStore;

/** All that the steps of one simulation are given. */
record Ports(
        ObjectStore store,
        StepQueue queue,
        TrainingService training,
        ModelRegistry registry,
        Endpoint endpoint,
        LiveMetrics metrics,
        Notifier notifier,
        RetrainPolicy policy,
        CanaryJudge judge) {}
