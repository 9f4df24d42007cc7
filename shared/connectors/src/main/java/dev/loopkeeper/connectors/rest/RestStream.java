package dev.loopkeeper.connectors.rest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer whose body is read while it arrives; the caller closes it. A body that ends before its announced length is
 * an {@link IOException}, never a shorter body.
 *
 * @param headers by lower-case name
 */
public record RestStream(int status, Map<String, String> headers, InputStream body) implements AutoCloseable {
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
