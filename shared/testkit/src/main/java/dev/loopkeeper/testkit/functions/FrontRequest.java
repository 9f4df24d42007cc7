package dev.loopkeeper.testkit.functions;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A request as the host reads it: header names in lower case, no empty query values, repeated ones joined by commas,
 * and no body unless a Content-Length above 0 was given.
 *
 * @param body null if there is none
 */
record FrontRequest(URI uri, String method, Map<String, String> headers, Map<String, String> query, byte[] body) {
    static FrontRequest read(HttpExchange exchange, int port) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        byte[] sent = exchange.getRequestBody().readAllBytes();
        boolean measured = headers.getOrDefault("content-length", "0").matches("0*[1-9]\\d*");
        URI uri = URI.create("http://" + headers.getOrDefault("host", "127.0.0.1:" + port) + exchange.getRequestURI());
        return new FrontRequest(
                uri, exchange.getRequestMethod(), headers, query(uri.getRawQuery()), measured ? sent : null);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            String value = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            if (!value.isEmpty()) {
                query.merge(URLDecoder.decode(parts[0], StandardCharsets.UTF_8), value, (a, b) -> a + "," + b);
            }
        }
        return query;
    }

    String path() {
        return uri.getRawPath().replaceAll("^/+|/+$", "");
    }

    /** The body as text: UTF-8, or UTF-16 behind a byte order mark; what is neither is replaced. */
    String text() {
        if (body == null) {
            return "";
        }
        if (starts(0xef, 0xbb, 0xbf)) {
            return new String(body, 3, body.length - 3, StandardCharsets.UTF_8);
        }
        boolean wide = starts(0xfe, 0xff) || starts(0xff, 0xfe);
        Charset charset = wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        return new String(body, charset);
    }

    private boolean starts(int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (body.length <= i || (body[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** As a function is given it: text, unless the type says bytes. */
    IncomingRequest incoming() {
        String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        boolean bytes = type.startsWith("application/octet-stream") || type.startsWith("multipart/");
        Object content = body == null ? null : bytes ? body : text();
        return new IncomingRequest(uri, method, headers, query, content);
    }
}
