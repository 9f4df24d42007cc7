package dev.loopkeeper.host;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request that was read whole, whatever server took it.
 *
 * @param path below the address of the function, begins with a slash
 * @param query as it came, without the question mark; empty when there is none
 * @param headers names in any case
 */
public record HttpCall(String method, String path, String query, Map<String, List<String>> headers, byte[] body) {
    /** The most a body may have, in bytes; the host reads no further. */
    public static final int BODY_LIMIT = 1 << 20;

    /** The first value of a query parameter; one that is not decodable is left out. */
    public Optional<String> parameter(String name) {
        return Stream.of(query.split("&"))
                .filter(p -> p.startsWith(name + "="))
                .flatMap(p -> decoded(p.substring(name.length() + 1)).stream())
                .findFirst();
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A header that was sent exactly once; of a doubled one nobody knows which was meant. */
    public Optional<String> header(String name) {
        List<String> values = headers.entrySet().stream()
                .filter(e -> e.getKey() != null && e.getKey().equalsIgnoreCase(name))
                .flatMap(e -> e.getValue().stream())
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
