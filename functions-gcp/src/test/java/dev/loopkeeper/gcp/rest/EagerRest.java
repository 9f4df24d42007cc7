package dev.loopkeeper.gcp.rest;

import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.connectors.rest.UrlTransport;
import java.time.Duration;
import java.util.function.Consumer;

/** The real client without a token and without its pauses, which it tells instead. */
public final class EagerRest {
    private final GoogleRest rest;

    public EagerRest() {
        this(pause -> {});
    }

    /** @param pauses is told every pause that it would have made */
    public EagerRest(Consumer<Duration> pauses) {
        rest = new GoogleRest(new RestClient(new UrlTransport(), call -> call, GoogleRest.REMEDY, pauses::accept));
    }

    public GoogleRest calls() {
        return rest;
    }
}
