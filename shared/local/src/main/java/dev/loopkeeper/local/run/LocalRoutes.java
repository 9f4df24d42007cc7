package dev.loopkeeper.local.run;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.ControlApi;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.host.StatusApi;
import dev.loopkeeper.local.endpoint.EndpointAddress;
import dev.loopkeeper.local.registry.FileRegistry;
import dev.loopkeeper.local.run.ControlServer.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which request does what; predictions and metrics are passed on to the endpoint's own process. */
final class LocalRoutes implements Routes {
    private static final Pattern PREDICT = Pattern.compile("/endpoints/[a-z][a-z0-9-]{1,62}:predict");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ControlApi control;
    private final StatusApi status;
    private final LocalLoop loop;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    LocalRoutes(LocalLoop loop, String address) {
        this.loop = loop;
        this.control = new ControlApi(loop.ground());
        this.status = new StatusApi(loop.ground(), new FileRegistry(loop.store()), address);
    }

    @Override
    public Optional<HttpAnswer> answer(HttpCall call, Caller caller) {
        boolean post = call.method().equals("POST");
        boolean endpoint = post
                ? PREDICT.matcher(call.path()).matches()
                : call.method().matches("GET|HEAD") && call.path().equals("/metrics");
        if (endpoint) {
            return Optional.of(forward(call));
        }
        return post ? control.answer(call, caller) : status.answer(call);
    }

    private HttpAnswer forward(HttpCall request) {
        EndpointAddress address = loop.endpointProcess()
                .running()
                .orElseThrow(() -> LoopException.transientFailure(
                        "the endpoint's process is being started; try again in a second", null));
        HttpRequest.Builder passed = HttpRequest.newBuilder(URI.create(address.uri() + request.path()))
                .timeout(PATIENCE)
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.header("Loopkeeper-Version").ifPresent(v -> passed.header("Loopkeeper-Version", v));
        try {
            HttpResponse<byte[]> answer = client.send(passed.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new HttpAnswer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse("application/json"),
                    answer.body());
        } catch (IOException e) {
            throw LoopException.transientFailure("the endpoint's process did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoopException.transientFailure("stopped while the endpoint was asked", e);
        }
    }
}
