package dev.loopkeeper.gcp.store;

import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestStream;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The bytes of one generation of an object. A connection that breaks is opened again where it broke, for the same
 * generation; five breaks without a byte in between are given up.
 *
 * <p>An object stored with {@code Content-Encoding: gzip} arrives unpacked, and the service then knows no ranges: what
 * was read before is skipped.
 */
final class GcsStream extends InputStream {
    static final String GENERATION = "x-goog-generation";
    private static final int BREAKS = 5;
    private static final int PAST_THE_END = 416;
    private static final long UNKNOWN = -1;

    private final GoogleRest rest;
    private final String uri;
    private final String what;
    private final String generation;
    private final long size;
    private InputStream body;
    private long position;
    private int breaks;

    private GcsStream(GoogleRest rest, String uri, String what, String generation, RestStream first) {
        this.rest = rest;
        this.uri = uri;
        this.what = what;
        this.generation = generation;
        this.size = first.header("content-length")
                .filter(length -> length.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(UNKNOWN);
        this.body = first.body();
    }

    static InputStream open(GoogleRest rest, String object, String what) {
        String uri = object + "?alt=media";
        return of(rest, uri, what, good(rest.stream(RestCall.get(uri), what), what));
    }

    /** The stream when it is of that generation; empty when the name holds another one, or nothing. */
    static Optional<InputStream> openIf(GoogleRest rest, String object, String what, String generation) {
        String uri = object + "?alt=media";
        RestStream first = rest.stream(RestCall.get(uri), what);
        if (first.status() == 404) {
            return absent(first, what);
        }
        GcsStream stream = of(rest, uri, what, good(first, what));
        if (stream.generation.equals(generation)) {
            return Optional.of(stream);
        }
        closeQuietly(first);
        return Optional.empty();
    }

    /** A bucket that does not exist must not look like an object that is gone. */
    private static Optional<InputStream> absent(RestStream first, String what) {
        try (first) {
            RestAnswer answer = answer(first);
            if (answer.reason().contains(GcsObjectStore.MISSING_BUCKET)) {
                throw unopened(answer, what);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw LoopException.transientFailure(what + " could not be opened: " + e.getMessage(), e);
        }
    }

    private static GcsStream of(GoogleRest rest, String uri, String what, RestStream first) {
        try {
            String generation = generation(first.header(GENERATION), what);
            return new GcsStream(rest, uri + "&generation=" + generation, what, generation, first);
        } catch (LoopException e) {
            closeQuietly(first);
            throw e;
        }
    }

    private static void closeQuietly(RestStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // What is thrown already says more.
        }
    }

    /** Every answer of Cloud Storage names the generation that was read; one of something in between does not. */
    static String generation(Optional<String> header, String what) {
        return header.filter(g -> g.matches("[0-9]{1,19}"))
                .orElseThrow(() -> LoopException.transientFailure(
                        what + " came without a generation: is something between us and Cloud Storage?", null));
    }

    private static RestStream good(RestStream stream, String what) {
        if (stream.ok()) {
            return stream;
        }
        try (stream) {
            throw unopened(answer(stream), what);
        } catch (IOException e) {
            throw LoopException.transientFailure(what + " could not be opened: " + e.getMessage(), e);
        }
    }

    private static RestAnswer answer(RestStream stream) throws IOException {
        return new RestAnswer(stream.status(), stream.headers(), stream.body().readNBytes(64 << 10));
    }

    private static LoopException unopened(RestAnswer answer, String what) {
        String why = answer.status() == 404 ? " does not exist (any more)" : " could not be opened";
        return LoopException.transientFailure(what + why + ": " + answer.status() + " " + answer.reason(), null);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (true) {
            try {
                int n = body.read(into, offset, length);
                if (n > 0) {
                    position += n;
                    breaks = 0;
                }
                return n;
            } catch (IOException e) {
                if (++breaks == BREAKS) {
                    throw new IOException(
                            "reading " + what + " broke off at byte " + position + " again and again: "
                                    + e.getMessage(),
                            e);
                }
                resume(e);
            }
        }
    }

    private void resume(IOException broken) throws IOException {
        body.close();
        if (position == size) {
            body = InputStream.nullInputStream();
            return;
        }
        try {
            RestStream next = rest.stream(RestCall.get(uri).with("Range", "bytes=" + position + "-"), what);
            if (next.status() == PAST_THE_END && size == UNKNOWN && position > 0) {
                // That many bytes of this very generation were read, and none follow: it broke after the last one.
                next.close();
                body = InputStream.nullInputStream();
                return;
            }
            body = good(next, what).body();
            if (!generation.equals(generation(next.header(GENERATION), what))) {
                throw new IOException(what + " answered another generation than the one being read", broken);
            }
            if (next.status() != 206) {
                skipTo(position);
            }
        } catch (LoopException e) {
            throw new IOException("reading " + what + " broke off at byte " + position + ": " + e.getMessage(), e);
        }
    }

    private void skipTo(long wanted) throws IOException {
        try {
            body.skipNBytes(wanted);
        } catch (EOFException e) {
            throw new IOException(what + " is shorter than what was already read of it", e);
        }
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
