package dev.loopkeeper.testkit.functions;

import dev.loopkeeper.testkit.functions.HostReport.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Speaks to a {@link FunctionsHost} as its senders do: Event Grid with its key, an operator with the master key, and
 * anybody by HTTP.
 *
 * @param address of the host, without a slash at the end
 */
public record HostClient(URI address) {
    /** The keys that the methods here send. */
    public static final Map<String, String> KEYS = Map.of(
            FunctionsHost.FUNCTION_KEY, "function-key",
            FunctionsHost.MASTER_KEY, "master-key",
            FunctionsHost.EVENT_GRID_KEY, "event-grid-key");

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Delivers events as Event Grid does, and returns the status: 202 when all were taken. */
    public int deliver(String function, byte[] events) {
        String path = "/runtime/webhooks/eventgrid?functionName=" + function + "&code="
                + KEYS.get(FunctionsHost.EVENT_GRID_KEY);
        return send("POST", path, events, "aeg-event-type", "Notification", "Content-Type", "application/json")
                .statusCode();
    }

    /** Fires a timer and waits for it; says whether it succeeded. */
    public boolean fire(String timer) {
        return send("POST", "/admin/functions/" + timer + "?wait=1", new byte[0], master())
                        .statusCode()
                == 200;
    }

    public HostReport report() {
        return report("");
    }

    /** What a function has done once it has settled so many messages since the start of the host, or in 30 s. */
    public Counts settled(String function, int messages) {
        return report("?function=" + function + "&settled=" + messages)
                .functions()
                .get(function);
    }

    private HostReport report(String query) {
        HttpResponse<String> answer = send("GET", "/admin/host/status" + query, new byte[0], master());
        return StagedJson.read(answer.body(), HostReport.class);
    }

    private static String[] master() {
        return new String[] {"x-functions-key", KEYS.get(FunctionsHost.MASTER_KEY)};
    }

    /** Sends a request; headers are names and values in turn. */
    public HttpResponse<String> send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a functions host answered", e);
        }
    }
}
