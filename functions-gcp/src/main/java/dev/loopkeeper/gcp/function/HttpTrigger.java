package dev.loopkeeper.gcp.function;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.loopkeeper.gcp.log.Request;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.host.HttpDesk;
import dev.loopkeeper.loop.StepName;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Carries a request from the framework to a desk and the answer back; a desk that cannot be made is a 503. */
final class HttpTrigger {
    private HttpTrigger() {}

    static void serve(StepName function, HttpRequest request, HttpResponse response, Supplier<? extends HttpDesk> desk)
            throws IOException {
        Request context = Request.of(
                function.text(),
                request.getFirstHeader("X-Cloud-Trace-Context"),
                request.getFirstHeader("traceparent"));
        context.<IOException>during(() -> answer(request, response, desk));
    }

    private static void answer(HttpRequest request, HttpResponse response, Supplier<? extends HttpDesk> desk)
            throws IOException {
        HttpCall call = read(request);
        HttpAnswer answer = call.body().length > HttpCall.BODY_LIMIT
                ? HttpAnswer.error(413, "too-large", "a body may have " + HttpCall.BODY_LIMIT + " bytes")
                : HttpAnswer.guarded(call, () -> desk.get().answer(call));
        write(answer, call.method().equals("HEAD"), response);
    }

    /** Reads one byte more than is allowed, to see that there is more. */
    private static HttpCall read(HttpRequest request) throws IOException {
        try (InputStream body = request.getInputStream()) {
            return new HttpCall(
                    request.getMethod(),
                    request.getPath(),
                    request.getQuery().orElse(""),
                    request.getHeaders(),
                    body.readNBytes(HttpCall.BODY_LIMIT + 1));
        }
    }

    private static void write(HttpAnswer answer, boolean head, HttpResponse response) throws IOException {
        response.setStatusCode(answer.status());
        response.setContentType(answer.type());
        answer.headers().forEach(response::appendHeader);
        if (!head) {
            response.getOutputStream().write(answer.body());
        }
    }
}
