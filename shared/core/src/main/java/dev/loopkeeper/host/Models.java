package dev.loopkeeper.host;

import dev.loopkeeper.config.LoopConfig;
import java.util.List;
import java.util.Optional;

/** The models that have a {@code loop.yaml}, as a host knows them. */
public interface Models {
    /**
     * The configuration of one model; empty when it has none.
     *
     * <p>One that is not valid is {@code POISON}, or empty where the host has said so already.
     */
    Optional<LoopConfig> config(String model);

    /** Every valid configuration, in the order of the names. Costs a listing. */
    List<LoopConfig> configs();

    /**
     * The configurations whose data folder holds an object; several models may learn from the same data.
     *
     * <p>One that is not valid is left out, or {@code POISON} where no other keeps the object and nobody has said so
     * yet.
     */
    default List<LoopConfig> keeping(String key) {
        return configs().stream()
                .filter(config -> key.startsWith(config.data().prefix()))
                .toList();
    }
}
