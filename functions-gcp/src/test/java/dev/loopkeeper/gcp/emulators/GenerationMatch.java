package dev.loopkeeper.gcp.emulators;

import dev.loopkeeper.testkit.store.Fault;
import dev.loopkeeper.testkit.store.FaultyFront;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Honours {@code ifGenerationMatch} on a delete, which the newest fake-gcs-server release, 1.56.1, honours on every
 * upload and forgets there (its pull request 2343 came a day later).
 *
 * <p>The emulator does delete one named generation and nothing else, in one step, so that is asked for, and answered
 * with 412 as Cloud Storage does when another generation stands.
 */
final class GenerationMatch implements FaultyFront.Way {
    private static final String MATCH = "ifGenerationMatch=";
    private static final Fault.Served NOT_MET = new Fault.Served(
            412,
            Map.of(),
            "{\"error\":{\"code\":412,\"message\":\"conditionNotMet\"}}".getBytes(StandardCharsets.UTF_8));

    @Override
    public Fault.Served pass(HttpRequest request, FaultyFront.Server behind) throws IOException {
        String address = request.uri().toString();
        if (!request.method().equals("DELETE") || !address.contains(MATCH)) {
            return behind.send(request);
        }
        Fault.Served answer = behind.send(HttpRequest.newBuilder(request, (name, value) -> true)
                .uri(URI.create(address.replace(MATCH, "generation=")))
                .build());
        return answer.status() == 404 && stands(address, behind) ? NOT_MET : answer;
    }

    private static boolean stands(String address, FaultyFront.Server behind) throws IOException {
        URI object = URI.create(address.substring(0, address.indexOf('?')));
        return behind.send(HttpRequest.newBuilder(object).build()).status() == 200;
    }
}
