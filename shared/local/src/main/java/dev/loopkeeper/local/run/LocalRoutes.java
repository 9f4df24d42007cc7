package dev.loopkeeper.local.run;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.endpoint.EndpointAddress;
import dev.loopkeeper.local.run.ControlServer.Answer;
import dev.loopkeeper.local.run.ControlServer.Request;
import dev.loopkeeper.local.run.ControlServer.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which request does what; predictions and metrics are passed on to the endpoint's own process. */
final class LocalRoutes implements Routes {
    private static final Pattern ACTION = Pattern.compile("/models/([a-z][a-z0-9-]*):([a-z]+)");
    private static final Pattern PREDICT = Pattern.compile("/endpoints/[a-z][a-z0-9-]{1,62}:predict");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ModelActions actions;
    private final StatusRoutes status;
    private final LocalLoop loop;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    LocalRoutes(LocalLoop loop, String address) {
        this.loop = loop;
        this.actions = new ModelActions(loop.models(), loop.control());
        this.status = new StatusRoutes(loop, address);
    }

    @Override
    public Optional<Answer> answer(Request request, boolean trusted) {
        return request.method().equals("POST") ? post(request, trusted) : get(request);
    }

    private Optional<Answer> post(Request request, boolean trusted) {
        if (PREDICT.matcher(request.path()).matches()) {
            return Optional.of(forward(request));
        }
        Matcher action = ACTION.matcher(request.path());
        boolean alerts = request.path().equals("/alerts");
        if (!alerts && !action.matches()) {
            return Optional.empty();
        }
        if (!trusted) {
            return Optional.of(ControlServer.unauthorized());
        }
        return Optional.of(
                alerts
                        ? actions.alerts(request.body())
                        : actions.act(action.group(1), action.group(2), request.body()));
    }

    private Optional<Answer> get(Request request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Optional.of(Answer.error(405, "method", "use GET or POST"));
        }
        if (request.path().equals("/metrics")) {
            return Optional.of(forward(request));
        }
        return status.answer(request);
    }

    private Answer forward(Request request) {
        EndpointAddress address = loop.endpointProcess()
                .running()
                .orElseThrow(() -> LoopException.transientFailure(
                        "the endpoint's process is being started; try again in a second", null));
        HttpRequest.Builder passed = HttpRequest.newBuilder(
                        URI.create("http://" + address.host() + ":" + address.port() + request.path()))
                .timeout(PATIENCE)
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        Optional.ofNullable(request.headers().get("Loopkeeper-version"))
                .ifPresent(v -> passed.header("Loopkeeper-Version", v.get(0)));
        try {
            HttpResponse<byte[]> answer = client.send(passed.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
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
