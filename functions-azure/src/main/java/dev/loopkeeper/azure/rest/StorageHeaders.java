package dev.loopkeeper.azure.rest;

import dev.loopkeeper.connectors.rest.Authorization;
import dev.loopkeeper.connectors.rest.RestCall;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Adds what Azure Storage asks of every call, the version of its protocol and the time, and then the proof of who
 * calls. The version is the first that lists blobs from a given name on.
 *
 * <p>Public for tests that replace the transport; elsewhere {@link AzureRest#storage} is what one wants.
 */
public record StorageHeaders(Authorization proof, InstantSource clock) implements Authorization {
    static final String VERSION = "2026-02-06";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    @Override
    public RestCall sign(RestCall call) {
        RestCall dated = call.with("x-ms-version", VERSION).with("x-ms-date", DATE.format(clock.instant()));
        // Unnamed, the platform's client would send a form's type with whatever has a body, empty ones too.
        boolean named = call.method().equals("GET")
                || call.method().equals("HEAD")
                || call.headers().containsKey("Content-Type");
        return proof.sign(named ? dated : dated.with("Content-Type", "application/octet-stream"));
    }
}
