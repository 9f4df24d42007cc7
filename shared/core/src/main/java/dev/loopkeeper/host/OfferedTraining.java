package dev.loopkeeper.host;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Training as far as a host offers it: a run of a model whose {@code training.service} names another place is refused
 * and not begun somewhere else. {@code local}, the default, stands for whatever the host trains with.
 *
 * @param offered the host's own names in {@code training.service}
 * @param configs {@code loop.yaml} by model
 */
public record OfferedTraining(
        TrainingService service, Set<String> offered, Function<String, Optional<LoopConfig>> configs)
        implements TrainingService {
    private static final String DEFAULT = "local";

    /** @throws LoopException of kind {@code POISON} when the model is to be trained elsewhere */
    @Override
    public String submit(String model, String runId, int attempt, String requestKey) {
        configs.apply(model)
                .map(config -> config.training().service())
                .filter(named -> !named.equals(DEFAULT) && !offered.contains(named))
                .ifPresent(named -> {
                    throw LoopException.poison("training.service of model " + model + " is " + named
                            + ", which this host cannot reach: name one of " + new TreeSet<>(offered)
                            + " in its loop.yaml");
                });
        return service.submit(model, runId, attempt, requestKey);
    }

    @Override
    public TrainingStatus status(String model, String runId, int attempt) {
        return service.status(model, runId, attempt);
    }

    @Override
    public void cancel(String model, String runId, int attempt) {
        service.cancel(model, runId, attempt);
    }
}
