package dev.loopkeeper.gcp.rest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real client without a token and without its pauses, which it notes instead. */
public final class EagerRest {
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final GoogleRest rest;

    public EagerRest() {
        this(new UrlTransport());
    }

    EagerRest(Transport transport) {
        rest = new GoogleRest(transport, Optional::empty, pauses::add);
    }

    public GoogleRest calls() {
        return rest;
    }

    /** Every pause it would have made. */
    public List<Duration> pauses() {
        return pauses;
    }
}
