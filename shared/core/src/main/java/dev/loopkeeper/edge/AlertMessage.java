package dev.loopkeeper.edge;

import java.util.Optional;

/**
 * One alert, whoever sent it.
 *
 * @param key tells a repeat: the sender's id, its start and whether it fires
 * @param model the model it is about, from its labels
 * @param endpoint the endpoint it is about, in any case; asked only when no model is named
 */
public record AlertMessage(
        String key, String name, boolean firing, String summary, Optional<String> model, Optional<String> endpoint) {
    /** An alert whose sender knows no endpoints. */
    public AlertMessage(String key, String name, boolean firing, String summary, Optional<String> model) {
        this(key, name, firing, summary, model, Optional.empty());
    }
}
