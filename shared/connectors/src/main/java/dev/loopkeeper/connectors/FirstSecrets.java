package dev.loopkeeper.connectors;

import java.util.Optional;

/** Secrets of two places: one that the first does not have is looked for in the other. */
public record FirstSecrets(Secrets first, Secrets otherwise) implements Secrets {
    @Override
    public Optional<String> find(String name) {
        return first.find(name).or(() -> otherwise.find(name));
    }

    @Override
    public String place(String name) {
        return otherwise.place(name);
    }
}
