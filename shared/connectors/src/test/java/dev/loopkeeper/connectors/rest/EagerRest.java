package dev.loopkeeper.connectors.rest;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real client without a token and without its pauses, which it notes instead. */
final class EagerRest {
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final RestClient rest;

    EagerRest() {
        this(new UrlTransport());
    }

    EagerRest(Transport transport) {
        rest = new RestClient(transport, call -> call, "grant the role", pauses::add);
    }

    RestClient calls() {
        return rest;
    }

    /** Every pause it would have made. */
    List<Duration> pauses() {
        return pauses;
    }
}
