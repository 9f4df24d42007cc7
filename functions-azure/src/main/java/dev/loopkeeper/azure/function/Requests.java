package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import dev.loopkeeper.azure.log.Invocation;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.host.HttpDesk;
import dev.loopkeeper.loop.StepName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Carries a request from the host to a desk and the answer back.
 *
 * <p>The path is read off the address, because a route's optional parameter that is absent fails the invocation. The
 * host gives a repeated header as one, joined by commas, and a body as text.
 */
final class Requests {
    private Requests() {}

    static HttpResponseMessage serve(
            StepName function, HttpRequestMessage<Optional<String>> request, ExecutionContext context, HttpDesk desk) {
        return Invocation.of(context).during(() -> {
            HttpCall call = read(function, request);
            HttpAnswer answer = call.body().length > HttpCall.BODY_LIMIT
                    ? HttpAnswer.error(413, "too-large", "a body may have " + HttpCall.BODY_LIMIT + " bytes")
                    : HttpAnswer.guarded(call, () -> desk.answer(call));
            return write(answer, request);
        });
    }

    private static HttpCall read(StepName function, HttpRequestMessage<Optional<String>> request) {
        Map<String, List<String>> headers = new TreeMap<>();
        request.getHeaders().forEach((name, value) -> headers.put(name, List.of(value)));
        byte[] body = request.getBody().orElse("").getBytes(StandardCharsets.UTF_8);
        return new HttpCall(
                request.getHttpMethod().name(),
                path(function, request.getUri()),
                query(request.getUri()),
                headers,
                body);
    }

    /** What stands behind the function's own name, whatever prefix the host serves functions under. */
    static String path(StepName function, URI address) {
        String path = Optional.ofNullable(address.getRawPath()).orElse("");
        String own = "/" + function.text();
        int at = path.indexOf(own);
        String below = at < 0 ? "" : path.substring(at + own.length());
        return below.startsWith("/") ? below : "/";
    }

    /** Without the function's key, which is the host's business and nobody else's. */
    private static String query(URI address) {
        return Stream.of(Optional.ofNullable(address.getRawQuery()).orElse("").split("&"))
                .filter(parameter -> !parameter.isEmpty() && !parameter.startsWith("code="))
                .collect(Collectors.joining("&"));
    }

    private static HttpResponseMessage write(HttpAnswer answer, HttpRequestMessage<Optional<String>> request) {
        HttpStatusType status = answer::status;
        HttpResponseMessage.Builder response =
                request.createResponseBuilder(status).header("Content-Type", answer.type());
        answer.headers().forEach(response::header);
        if (request.getHttpMethod() != HttpMethod.HEAD) {
            response.body(new String(answer.body(), StandardCharsets.UTF_8));
        }
        return response.build();
    }
}
