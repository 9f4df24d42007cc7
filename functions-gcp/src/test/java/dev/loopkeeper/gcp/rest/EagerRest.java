package dev.loopkeeper.gcp.rest;

import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.connectors.rest.UrlTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real client without a token and without its pauses, which it notes instead. */
public final class EagerRest {
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final GoogleRest rest =
            new GoogleRest(new RestClient(new UrlTransport(), call -> call, GoogleRest.REMEDY, pauses::add));

    public GoogleRest calls() {
        return rest;
    }

    /** Every pause it would have made. */
    public List<Duration> pauses() {
        return pauses;
    }
}
