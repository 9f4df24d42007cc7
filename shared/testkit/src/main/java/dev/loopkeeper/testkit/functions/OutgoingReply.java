package dev.loopkeeper.testkit.functions;

import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer that a function builds. A header given twice keeps the last value, as in the worker. */
final class OutgoingReply implements HttpResponseMessage, HttpResponseMessage.Builder {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private HttpStatusType status = HttpStatus.OK;
    private Object body;

    @Override
    public OutgoingReply status(HttpStatusType given) {
        status = given;
        return this;
    }

    @Override
    public OutgoingReply header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    @Override
    public OutgoingReply body(Object given) {
        body = given;
        return this;
    }

    @Override
    public HttpResponseMessage build() {
        return this;
    }

    @Override
    public HttpStatusType getStatus() {
        return status;
    }

    @Override
    public int getStatusCode() {
        return status.value();
    }

    @Override
    public String getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public Object getBody() {
        return body;
    }

    /** The headers, with the type that the host adds when there is none. */
    Map<String, String> headers() {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (body != null && headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            all.put("Content-Type", body instanceof byte[] ? "application/octet-stream" : "text/plain; charset=utf-8");
        }
        return all;
    }

    byte[] bytes() {
        if (body instanceof byte[] given) {
            return given;
        }
        return body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
