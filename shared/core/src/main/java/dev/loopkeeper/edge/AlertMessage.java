package dev.loopkeeper.edge;

import java.util.Optional;

/**
 * One alert, whoever sent it.
 *
 * @param key tells a repeat: the sender's id, its start and whether it fires
 * @param model the model it is about, from its labels
 */
public record AlertMessage(String key, String name, boolean firing, String summary, Optional<String> model) {}
