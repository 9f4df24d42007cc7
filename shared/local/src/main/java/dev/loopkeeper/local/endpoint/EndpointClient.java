package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Calls the admin API of the server that the home names. Address and token are read anew for every call: a restarted
 * server may have another port.
 */
final class EndpointClient {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final byte[] NOTHING = {};

    private final Path home;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /** An answer that was expected. */
    record Answer(int status, byte[] body) {
        <T> T as(Class<T> type) {
            return Json.read(body, type, "answer of the endpoint server");
        }
    }

    EndpointClient(Path home) {
        this(home, PATIENCE);
    }

    EndpointClient(Path home, Duration patience) {
        this.home = home;
        this.patience = patience;
    }

    Answer get(String path) {
        return call("GET", path, NOTHING, Set.of(200), false);
    }

    /** A change that may be repeated: a lost answer is transient. */
    Answer repeatable(String method, String path, byte[] body) {
        return call(method, path, body, Set.of(200), false);
    }

    /** A change that must not be repeated blindly: a lost answer is an unknown outcome. 412 is an answer. */
    Answer conditional(String method, String path, byte[] body) {
        return call(method, path, body, Set.of(200, 412), true);
    }

    private Answer call(String method, String path, byte[] body, Set<Integer> expected, boolean once) {
        HttpRequest request = request(method, path, body);
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (!expected.contains(response.statusCode())) {
                throw refused(method + " " + path, response);
            }
            return new Answer(response.statusCode(), response.body());
        } catch (ConnectException e) {
            throw LoopException.transientFailure(
                    "endpoint server at " + request.uri() + " does not answer, is it running?", e);
        } catch (IOException e) {
            String message = "answer of the endpoint server to " + method + " " + path + " was lost: " + e;
            throw once ? LoopException.unknownOutcome(message, e) : LoopException.transientFailure(message, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            String message = "interrupted while waiting for " + method + " " + path;
            throw once ? LoopException.unknownOutcome(message, e) : LoopException.transientFailure(message, e);
        }
    }

    private HttpRequest request(String method, String path, byte[] body) {
        EndpointAddress address = EndpointAddress.read(home)
                .orElseThrow(() -> LoopException.transientFailure(
                        "no endpoint server is named in " + home + "/endpoint.json, is it running?", null));
        try {
            return HttpRequest.newBuilder(address.uri().resolve(path))
                    .timeout(patience)
                    .header("Authorization", AdminToken.read(home).header())
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
        } catch (IOException e) {
            throw LoopException.transientFailure("token of the endpoint server in " + home + " cannot be read", e);
        }
    }

    private static LoopException refused(String call, HttpResponse<byte[]> response) {
        String message =
                "endpoint server answered " + call + " with " + response.statusCode() + ": " + reason(response.body());
        int status = response.statusCode();
        if (status == 409 || status == 412) {
            return LoopException.conflict(message);
        }
        return status >= 500 || status == 429 || status == 408
                ? LoopException.transientFailure(message, null)
                : LoopException.poison(message);
    }

    private static String reason(byte[] body) {
        try {
            return Json.tree(body, "error of the endpoint server")
                    .path("error")
                    .path("message")
                    .asText();
        } catch (LoopException e) {
            return "without a reason that can be read";
        }
    }
}
