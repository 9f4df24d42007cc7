package dev.loopkeeper.connectors.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The platform's oldest HTTP client: it keeps connections alive and is ready in a fraction of the time that the newer
 * one takes, which a cold start feels. It knows no PATCH.
 */
public final class UrlTransport implements Transport {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 30_000;

    @Override
    public RestStream open(RestCall call) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) call.uri().toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod(call.method());
        call.headers().forEach(connection::setRequestProperty);
        // A body of fixed length, even an empty one, keeps the platform from sending a write again on its own.
        if (!call.reads()) {
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(call.body().length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(call.body());
            }
        }
        return answer(connection, call);
    }

    private static RestStream answer(HttpURLConnection connection, RestCall call) throws IOException {
        int status = connection.getResponseCode();
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<String, List<String>> header :
                connection.getHeaderFields().entrySet()) {
            if (header.getKey() != null) {
                headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().get(0));
            }
        }
        InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        InputStream whole = new WholeBody(
                body == null ? InputStream.nullInputStream() : body,
                body == null || call.method().equals("HEAD") ? 0 : connection.getContentLengthLong());
        return new RestStream(status, headers, whole);
    }
}
